# SPDX-License-Identifier: AGPL-3.0-or-later
"""A simulated year of a practice and of those who pay it."""
