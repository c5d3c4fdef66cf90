"""The charts of the application as pure functions: the same SVG in a page and in the PDF."""

from ui.charts.bars import batang_kelompok
from ui.charts.bullet import bilah, bullet
from ui.charts.data import Bagan, Garis, Sasaran, Seri, Titik
from ui.charts.trend import tren

__all__ = ["Bagan", "Garis", "Sasaran", "Seri", "Titik", "batang_kelompok", "bilah", "bullet", "tren"]
