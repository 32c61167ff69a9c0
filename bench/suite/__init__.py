# SPDX-License-Identifier: AGPL-3.0-or-later
"""The parts of the benchmark that bench/run puts together."""
