# SPDX-License-Identifier: AGPL-3.0-or-later
"""Kills real programs at points that a seed chooses, and looks from outside at what became of every promise."""
