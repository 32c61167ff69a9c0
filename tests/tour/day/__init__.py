# SPDX-License-Identifier: AGPL-3.0-or-later
"""A clinic's day: the practice and its server, the people at their desks, the places of the program, the report."""

from .claims import Claims
from .apart import ApartClinic
from .clinic import Clinic
from .desktop import Desktop
from .report import Report

__all__ = ["ApartClinic", "Claims", "Clinic", "Desktop", "Report"]
