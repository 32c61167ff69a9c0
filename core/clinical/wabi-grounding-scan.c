// SPDX-License-Identifier: AGPL-3.0-or-later
// The words and figures of a text, for grounding: an inner header of this library.

#include "wabi-grounding-scan.h"

#include <string.h>

#define is_one_of wabi_grounding_is_one_of

static const char *const small_numbers[][3] = {
  { "zero", "cero", NULL },   { "one", "un", "una" },    { "two", "dos", NULL },  { "three", "tres", NULL },
  { "four", "cuatro", NULL }, { "five", "cinco", NULL }, { "six", "seis", NULL }, { "seven", "siete", NULL },
  { "eight", "ocho", NULL },  { "nine", "nueve", NULL }, { "ten", "diez", NULL }, { "eleven", "once", NULL },
  { "twelve", "doce", NULL },
};

static const struct
{
  const char *words;
  const char *unit;
  const char *quality;
} countables[] = {
  { "trial|trials|opportunity|opportunities|response|responses|attempt|attempts|ensayo|ensayos|oportunidad|"
    "oportunidades|"
    "respuesta|respuestas|intento|intentos",
    "trial", NULL },
  { "target|targets|skill|skills|goal|goals|objetivo|objetivos|habilidad|habilidades", "target", NULL },
  { "time|times|x|occurrence|occurrences|instance|instances|episode|episodes|incident|incidents|vez|veces|"
    "ocurrencia|"
    "ocurrencias|episodio|episodios|incidente|incidentes",
    "time", NULL },
  { "session|sessions|sesión|sesiones", "session", NULL },
  { "unit|units|unidad|unidades", "unit", NULL },
  { "prompt|prompts|ayuda|ayudas", "trial", "prompted" },
  { "error|errors|errores", "trial", "incorrect" },
};

static const struct
{
  const char *words;
  int seconds;
} lengths[] = {
  { "s|sec|secs|second|seconds|seg|segundo|segundos", 1 },
  { "min|mins|minute|minutes|minuto|minutos", 60 },
  { "h|hr|hrs|hour|hours|hora|horas", 3600 },
};

#define MONTHS                                                                                               \
  "jan|january|feb|february|mar|march|apr|april|may|jun|june|jul|july|aug|august|sep|sept|september|oct|"    \
  "october|nov|"                                                                                             \
  "november|dec|december|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|"    \
  "diciembre"
// A number after these names a thing; it measures nothing.
#define LABELS                                                                                               \
  "phase|room|set|level|table|page|grade|age|aged|fr|vr|fi|vi|dro|dri|dra|drl|tier|session|target|goal|"     \
  "objective|week|"                                                                                          \
  "day|trials|steps|ensayos|pasos|through|item|list|unit|chapter|version|fase|sala|nivel|mesa|edad|sesión|" \
  "objetivo|semana|día|conjunto|"                                                                           \
  "lista|code|cpt|"                                                                                          \
  "pos|every|cada"
// Of these, "2 of 3" names a thing too.
#define PARTS "phase|set|level|page|week|day|list|fase|nivel|conjunto|lista|semana"
// And these take a length of time: "every 5 minutes".
#define TIMED "every|cada|fi|vi|dro|dri|dra|drl"
// Words that may follow a bare number; after any other word the number counts something that no data knows.
#define FUNCTION_WORDS                                                                                        \
  "and|or|with|in|during|across|over|on|at|to|from|for|before|after|than|as|but|while|when|by|was|were|is|"   \
  "correctly|"                                                                                                \
  "today|then|y|o|con|en|durante|a|desde|para|antes|después|que|pero|cuando|por|correctamente|hoy|compared|" \
  "of|de|until|per"

static gboolean
word_in (const char *word, const char *list)
{
  gsize length = strlen (word);

  for (const char *at = list; at != NULL && length > 0; at = strchr (at, '|'))
    {
      at += *at == '|';
      if (strncmp (at, word, length) == 0 && (at[length] == '|' || at[length] == '\0'))
        return TRUE;
    }
  return FALSE;
}

static void
clear_token (WabiToken *token)
{
  g_free (token->folded);
}

// Digits, with a comma before each three of them, then a point or comma and decimals.
static gsize
read_number (const char *at, WabiToken *token)
{
  const char *c = at;
  double scale = 1;

  while (g_ascii_isdigit (*c)
         || (*c == ',' && g_ascii_isdigit (c[1]) && g_ascii_isdigit (c[2]) && g_ascii_isdigit (c[3])
             && !g_ascii_isdigit (c[4])))
    {
      if (*c != ',')
        token->value = token->value * 10 + (*c - '0');
      c++;
    }
  if ((*c == '.' || *c == ',') && g_ascii_isdigit (c[1]))
    for (c++; g_ascii_isdigit (*c); c++)
      {
        scale /= 10;
        token->value += (*c - '0') * scale;
        token->decimals++;
      }
  return c - at;
}

static gboolean
is_word_char (gunichar c)
{
  return g_unichar_isalpha (c) || g_unichar_ismark (c);
}

static gsize
read_word (const char *at)
{
  const char *c = at;

  while (is_word_char (g_utf8_get_char (c))
         || ((*c == '\'' || g_utf8_get_char (c) == 0x2019) && c > at
             && is_word_char (g_utf8_get_char (g_utf8_next_char (c)))))
    c = g_utf8_next_char (c);
  return c - at;
}

// A full stop before a small letter is that of "min." or "approx.".
static gboolean
ends_sentence (const char *at)
{
  const char *next = at + 1;

  if (*at == '!' || *at == '?' || *at == '\n')
    return TRUE;
  if (*at != '.')
    return FALSE;
  while (*next == ' ')
    next++;
  return !g_unichar_islower (g_utf8_get_char (next));
}

GArray *
wabi_grounding_tokens (const char *text)
{
  GArray *tokens = g_array_new (FALSE, TRUE, sizeof (WabiToken));
  g_autofree char *valid = NULL;
  const char *end, *at;
  int sentence = 0;
  gboolean glued = FALSE;

  g_array_set_clear_func (tokens, (GDestroyNotify)clear_token);
  g_utf8_validate (text, -1, &end);
  at = valid = g_strndup (text, end - text);
  while (*at != '\0')
    {
      WabiToken token = { .start = at - valid, .glued = glued, .sentence = sentence };
      gunichar c = g_utf8_get_char (at);

      glued = !g_unichar_isspace (c);
      if (g_ascii_isdigit (*at))
        {
          token.kind = WABI_TOKEN_NUMBER;
          token.length = read_number (at, &token);
        }
      else if (is_word_char (c))
        {
          token.kind = WABI_TOKEN_WORD;
          token.length = read_word (at);
        }
      else
        {
          token.kind = WABI_TOKEN_MARK;
          token.length = g_utf8_next_char (at) - at;
          sentence += ends_sentence (at);
        }
      if (token.kind != WABI_TOKEN_MARK || glued)
        {
          g_autofree char *raw = g_strndup (at, token.length);

          token.folded = token.kind == WABI_TOKEN_WORD ? g_utf8_strdown (raw, -1) : g_steal_pointer (&raw);
          g_array_append_val (tokens, token);
        }
      at += token.length;
    }
  return tokens;
}

const WabiToken *
wabi_grounding_token (const GArray *tokens, gssize index)
{
  return index >= 0 && (gsize)index < tokens->len ? &g_array_index (tokens, WabiToken, index) : NULL;
}

gboolean
wabi_grounding_is_one_of (const GArray *tokens, gssize index, const char *list)
{
  const WabiToken *token = wabi_grounding_token (tokens, index);

  return token != NULL && token->folded != NULL && word_in (token->folded, list);
}

static gboolean
is_mark (const GArray *tokens, gssize index, char mark)
{
  const WabiToken *token = wabi_grounding_token (tokens, index);

  return token != NULL && token->kind == WABI_TOKEN_MARK && token->folded[0] == mark
         && token->folded[1] == '\0';
}

// Digits or a small number in words; "once" is eleven in Spanish, and in English no number but a count of
// times.
static gboolean
get_number (const GArray *tokens, gssize index, double *value)
{
  const WabiToken *token = wabi_grounding_token (tokens, index);

  if (token == NULL)
    return FALSE;
  if (token->kind == WABI_TOKEN_NUMBER)
    {
      *value = token->value;
      return TRUE;
    }
  for (gsize i = 0; token->kind == WABI_TOKEN_WORD && i < G_N_ELEMENTS (small_numbers); i++)
    for (gsize j = 0; j < 3 && small_numbers[i][j] != NULL; j++)
      if (g_str_equal (token->folded, small_numbers[i][j]))
        {
          *value = i;
          return TRUE;
        }
  return FALSE;
}

static gsize
skip_hyphen (const GArray *tokens, gsize index)
{
  return is_mark (tokens, index, '-') && wabi_grounding_token (tokens, index)->glued ? index + 1 : index;
}

static gboolean
finish (WabiFigure *figure, WabiFigureKind kind, gsize end)
{
  figure->kind = kind;
  figure->end = end;
  return TRUE;
}

static gboolean
read_date (const GArray *tokens, WabiFigure *figure)
{
  gsize i = figure->first;
  double ignored;

  if (is_one_of (tokens, (gssize)i - 1, MONTHS) && figure->value <= 31)
    {
      gsize end = i + 1;

      if (is_mark (tokens, end, ',') && get_number (tokens, end + 1, &ignored) && ignored > 1900)
        end += 2;
      return finish (figure, WABI_FIGURE_ASIDE, end);
    }
  if (is_one_of (tokens, i + 1, MONTHS) && !is_one_of (tokens, i + 1, "may"))
    return finish (figure, WABI_FIGURE_ASIDE, i + 2);
  if (is_one_of (tokens, i + 1, "de") && is_one_of (tokens, i + 2, MONTHS))
    return finish (figure, WABI_FIGURE_ASIDE, i + 3);
  for (const char *mark = "/-"; *mark != '\0'; mark++)
    if (is_mark (tokens, i + 1, *mark) && get_number (tokens, i + 2, &ignored)
        && is_mark (tokens, i + 3, *mark) && get_number (tokens, i + 4, &ignored))
      return finish (figure, WABI_FIGURE_ASIDE, i + 5);
  return FALSE;
}

static gsize
read_half_day (const GArray *tokens, gsize at, double *minutes)
{
  gboolean dotted
      = is_one_of (tokens, at, "a|p") && is_mark (tokens, at + 1, '.') && is_one_of (tokens, at + 2, "m");

  if (!dotted && !is_one_of (tokens, at, "am|pm"))
    return at;
  if (is_one_of (tokens, at, "p|pm") && *minutes < 720)
    *minutes += 720;
  else if (is_one_of (tokens, at, "a|am") && *minutes >= 720)
    *minutes -= 720;
  return dotted ? at + 3 + is_mark (tokens, at + 3, '.') : at + 1;
}

static gboolean
read_time (const GArray *tokens, WabiFigure *figure)
{
  gsize i = figure->first, end = i + 1;
  const WabiToken *colon = wabi_grounding_token (tokens, i + 1);
  double minutes = figure->value * 60, part;
  gboolean has_colon = is_mark (tokens, i + 1, ':') && colon->glued && get_number (tokens, i + 2, &part);
  gsize after;

  if (has_colon)
    {
      end = i + 3;
      minutes += part;
      if (is_mark (tokens, end, ':') && get_number (tokens, end + 1, &part))
        end += 2;
    }
  after = read_half_day (tokens, end, &minutes);
  if (!has_colon && (after == end || figure->value > 12))
    return FALSE;
  figure->value = minutes;
  return finish (figure, WABI_FIGURE_TIME, after);
}

// 97153, 0362T, H2014: a service code.
static gboolean
read_code (const GArray *tokens, WabiFigure *figure)
{
  const WabiToken *token = wabi_grounding_token (tokens, figure->first);
  const WabiToken *before = wabi_grounding_token (tokens, (gssize)figure->first - 1);
  const WabiToken *after = wabi_grounding_token (tokens, figure->first + 1);

  if (token->length == 5 && g_str_has_prefix (token->folded, "9"))
    return finish (figure, WABI_FIGURE_ASIDE, figure->first + 1);
  if (token->length == 4 && after != NULL && after->glued && g_str_equal (after->folded, "t"))
    return finish (figure, WABI_FIGURE_ASIDE, figure->first + 2);
  if (token->glued && before != NULL && before->kind == WABI_TOKEN_WORD)
    return finish (figure, WABI_FIGURE_ASIDE, figure->first + 1);
  return after != NULL && after->glued && word_in (after->folded, "st|nd|rd|th|º|ª|er|ro|do|to")
         && finish (figure, WABI_FIGURE_ASIDE, figure->first + 2);
}

static gsize
read_of (const GArray *tokens, gsize at, double *total)
{
  gsize next = at;

  if (is_one_of (tokens, next, "out"))
    next++;
  if (!is_one_of (tokens, next, "of|de") && !is_mark (tokens, next, '/'))
    return at;
  next++;
  if (is_one_of (tokens, next, "the|los|las|its|sus|her|his"))
    next++;
  return get_number (tokens, next, total) ? next + 1 : at;
}

static int
get_length_seconds (const GArray *tokens, gsize index)
{
  for (gsize i = 0; i < G_N_ELEMENTS (lengths); i++)
    if (is_one_of (tokens, index, lengths[i].words))
      return lengths[i].seconds;
  return 0;
}

static gboolean
is_countable (const GArray *tokens, gsize index)
{
  for (gsize i = 0; i < G_N_ELEMENTS (countables); i++)
    if (is_one_of (tokens, index, countables[i].words))
      return TRUE;
  return FALSE;
}

static gboolean
read_label (const GArray *tokens, WabiFigure *figure)
{
  gssize before = (gssize)figure->first - 1;
  gsize end = read_of (tokens, figure->first + 1, &figure->total);

  if (is_mark (tokens, before, '#'))
    before--;
  if (is_one_of (tokens, before, "trial|ensayo|step|paso"))
    {
      figure->unit = is_one_of (tokens, before, "trial|ensayo") ? "trial" : "step";
      figure->first = before;
      return finish (figure, WABI_FIGURE_ORDINAL, end);
    }
  if (is_one_of (tokens, before, LABELS) && (figure->total <= 0 || is_one_of (tokens, before, PARTS))
      && !is_countable (tokens, end)
      && (get_length_seconds (tokens, end) == 0 || is_one_of (tokens, before, TIMED)))
    {
      return finish (figure, WABI_FIGURE_ASIDE, get_length_seconds (tokens, end) > 0 ? end + 1 : end);
    }
  figure->total = 0;
  return FALSE;
}

static gboolean
read_percent (const GArray *tokens, WabiFigure *figure)
{
  gsize next = figure->first + 1;

  if (is_mark (tokens, next, '%') || is_one_of (tokens, next, "percent"))
    return finish (figure, WABI_FIGURE_PERCENT, next + 1);
  if ((is_one_of (tokens, next, "por") && is_one_of (tokens, next + 1, "ciento"))
      || (is_one_of (tokens, next, "per") && is_one_of (tokens, next + 1, "cent")))
    return finish (figure, WABI_FIGURE_PERCENT, next + 2);
  return FALSE;
}

static gboolean
read_duration (const GArray *tokens, WabiFigure *figure)
{
  gsize at = skip_hyphen (tokens, figure->first + 1);
  int unit = get_length_seconds (tokens, at);

  if (unit == 0)
    return FALSE;
  figure->value *= unit;
  at++;
  for (;;)
    {
      gsize next = at + is_one_of (tokens, at, "and|y") + is_mark (tokens, at, ',');
      double more;
      int smaller = get_number (tokens, next, &more) ? get_length_seconds (tokens, next + 1) : 0;

      if (smaller == 0 || smaller >= unit)
        break;
      figure->value += more * smaller;
      unit = smaller;
      at = next + 2;
    }
  // The setting of a technique, not a measure: "a 3 s delay", "5-minute timer".
  if (is_one_of (tokens, skip_hyphen (tokens, at),
                 "delay|delays|interval|intervals|wait|timer|timers|break|breaks|latency|prompt"))
    return finish (figure, WABI_FIGURE_ASIDE, at);
  if (is_one_of (tokens, (gssize)figure->first - 1, "de")
      && is_one_of (tokens, (gssize)figure->first - 2,
                    "demora|intervalo|intervalos|espera|pausa|temporizador"))
    return finish (figure, WABI_FIGURE_ASIDE, at);
  return finish (figure, WABI_FIGURE_DURATION, at);
}

static gboolean
read_ratio (const GArray *tokens, WabiFigure *figure)
{
  gsize end = read_of (tokens, figure->first + 1, &figure->total);

  if (end == figure->first + 1)
    return FALSE;
  return finish (figure, WABI_FIGURE_RATIO, end);
}

static gboolean
read_count (const GArray *tokens, WabiFigure *figure)
{
  gsize at = figure->first + 1;

  for (int words = 0; words < 3; words++, at++)
    {
      if (is_one_of (tokens, at, "correct|independent|correctly|correctos|correctas|independientes"))
        figure->quality = "correct";
      else if (is_one_of (tokens, at, "incorrect|incorrectos|incorrectas"))
        figure->quality = "incorrect";
      else if (is_one_of (tokens, at, "prompted"))
        figure->quality = "prompted";
      for (gsize i = 0; i < G_N_ELEMENTS (countables); i++)
        if (is_one_of (tokens, at, countables[i].words))
          {
            figure->unit = countables[i].unit;
            figure->quality = countables[i].quality != NULL ? countables[i].quality : figure->quality;
            return finish (figure, WABI_FIGURE_COUNT, at + 1);
          }
      if (wabi_grounding_token (tokens, at) == NULL
          || wabi_grounding_token (tokens, at)->kind != WABI_TOKEN_WORD
          || is_one_of (tokens, at, FUNCTION_WORDS))
        break;
    }
  if (figure->quality == NULL
      || !is_one_of (tokens, figure->first + 1,
                     "correct|independent|incorrect|prompted|correctos|incorrectos"))
    {
      figure->quality = NULL;
      return FALSE;
    }
  figure->unit = "trial";
  return finish (figure, WABI_FIGURE_COUNT, figure->first + 2);
}

static gboolean
read_digits (const GArray *tokens, WabiFigure *figure)
{
  return read_code (tokens, figure) || read_date (tokens, figure) || read_time (tokens, figure);
}

static gboolean
read_figure (const GArray *tokens, gsize index, WabiFigure *figure)
{
  const WabiToken *token = wabi_grounding_token (tokens, index);
  gboolean digits = token->kind == WABI_TOKEN_NUMBER;
  const WabiToken *next = wabi_grounding_token (tokens, index + 1);

  *figure = (WabiFigure){ .first = index, .unit = "", .decimals = token->decimals };
  if (is_one_of (tokens, index, "twice|thrice")
      || (is_one_of (tokens, index, "once") && !is_one_of (tokens, index + 1, countables[0].words)
          && !is_one_of (tokens, index + 1, countables[2].words)
          && is_one_of (tokens, index - 1, "occurred|happened|eloped|only|just")))
    {
      figure->value = is_one_of (tokens, index, "once") ? 1 : is_one_of (tokens, index, "twice") ? 2 : 3;
      figure->unit = "time";
      return finish (figure, WABI_FIGURE_COUNT, index + 1);
    }
  if (!get_number (tokens, index, &figure->value))
    return FALSE;
  if ((digits && read_digits (tokens, figure)) || read_percent (tokens, figure) || read_label (tokens, figure)
      || read_duration (tokens, figure) || read_ratio (tokens, figure) || read_count (tokens, figure))
    return TRUE;
  if (!digits)
    return FALSE;
  if (next != NULL && next->kind == WABI_TOKEN_WORD && !is_one_of (tokens, index + 1, FUNCTION_WORDS))
    return finish (figure, WABI_FIGURE_ASIDE, index + 1);
  return finish (figure, WABI_FIGURE_BARE, index + 1);
}

GArray *
wabi_grounding_figures (const GArray *tokens)
{
  GArray *figures = g_array_new (FALSE, TRUE, sizeof (WabiFigure));

  for (gsize i = 0; i < tokens->len;)
    {
      WabiFigure figure;

      if (!read_figure (tokens, i, &figure))
        {
          i++;
          continue;
        }
      g_array_append_val (figures, figure);
      i = MAX (figure.end, i + 1);
    }
  return figures;
}
