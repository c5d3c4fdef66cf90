"""What a pencil gives for the year, and what the trail must hold of it."""

SALAH_KOMA = "Daftar keluhan menyebut 8,5. Periksa letak komanya."


# The year: realisasi and capaian of each indikator, the mean of each sasaran, the year

#: Province, by pencil.
#: 1 last known: 56 ÷ 59 = 94,915254…%; against 100: 94,92%.
#: 2 sum: 2 + 1 + 1 + 1 = 5; 5 ÷ 4 = 125%.   Sasaran 1: (94,915254 + 125) ÷ 2 = 109,957627 → 109,96%.
#: 3 BB is better than B: 100%.
#: 4 of 71,5 and 59,9 one lies above 60: 1 ÷ 2 = 50%.   Sasaran 2: (100 + 50) ÷ 2 = 75%.
#: Year: (109,957627 + 75) ÷ 2 = 92,478813 → 92,48%, Memuaskan.
YEAR_OF_THE_PROVINCE = {
    "Persentase permohonan informasi yang dilayani": ("94,92%", "94,92%"),
    "Jumlah laporan pelayanan yang disusun": ("5 Laporan", "125%"),
    "Predikat evaluasi akuntabilitas kinerja": ("BB", "100%"),
    "Persentase satker dengan nilai akuntabilitas paling rendah B": ("50%", "50%"),
    "Sasaran 1": "109,96%",
    "Sasaran 2": "75%",
    "Tahun": "92,48%",
}
#: Kabupaten, by pencil.
#: 1 mean of the measured: (8,5 + 12 + 9,25) ÷ 3 = 9,916666…;
#:   (10 − (9,916666 − 10)) ÷ 10 = 100,833333 → 100,83%, which is sasaran 1 too.
#: 2 last known: (9/10 + 7/8 + 7/7) ÷ 3 = (90 + 87,5 + 100) ÷ 3 = 92,5%; 92,5 ÷ 95 = 97,368421 → 97,37%.
#: 3 pooled: (120 + 80 + 45) ÷ (150 + 90 + 60) = 245 ÷ 300 = 81,666666%; ÷ 90 = 90,740740 → 90,74%.
#:   Sasaran 2: (97,368421 + 90,740740) ÷ 2 = 94,054580 → 94,05%.
#: Year: (100,833333 + 94,054580) ÷ 2 = 97,443957 → 97,44%.
YEAR_OF_THE_KABUPATEN = {
    "Persentase keluhan yang berulang": ("9,92%", "100,83%"),
    "Persentase sarana kerja yang berfungsi": ("92,5%", "97,37%"),
    "Persentase data pemilih yang diperbarui": ("81,67%", "90,74%"),
    "Sasaran 1": "100,83%",
    "Sasaran 2": "94,05%",
    "Tahun": "97,44%",
}


# The trail

THE_REPORTS_OF_THE_FIRST_QUARTER = [
    ("Sari Staf", "Realisasi disimpan", "Nilai: belum diisi menjadi 1"),
    ("Sari Staf", "Bukti dukung ditambahkan: laporan-2.pdf"),
    ("Sari Staf", "Realisasi diajukan"),
    ("Vina Verifikator", "Realisasi diverifikasi"),
    ("Vina Verifikator", "Triwulan dikunci"),
    ("Adi Administrator", "Realisasi dibuka kembali: Laporan bulan Maret belum terhitung."),
    ("Rudi Rekan", "Realisasi disimpan", "Nilai: 1 menjadi 2"),
    ("Rudi Rekan", "Realisasi diajukan"),
    ("Vina Verifikator", "Realisasi diverifikasi"),
    ("Vina Verifikator", "Triwulan dikunci"),
]
THE_COMPLAINTS_OF_THE_FIRST_QUARTER = [
    ("Dewi Daerah", "Realisasi disimpan", "Nilai: belum diisi menjadi 85"),
    ("Dewi Daerah", "Bukti dukung ditambahkan: laporan-1.pdf"),
    ("Dewi Daerah", "Realisasi diajukan"),
    ("Vina Verifikator", f"Realisasi dikembalikan: {SALAH_KOMA}"),
    ("Dewi Daerah", "Realisasi disimpan", "Nilai: 85 menjadi 8,5"),
    ("Dewi Daerah", "Realisasi diajukan"),
    ("Vina Verifikator", "Realisasi diverifikasi"),
    ("Vina Verifikator", "Triwulan dikunci"),
]
#: How often each person did what in the whole year: 17 figures, of which one went back and one was reopened.
THE_YEAR_BY_PERSON = {
    "administrator": {
        "Verifikasi dua langkah dipasang": 1,
        "Jadwal ditetapkan": 16,
        "Pengecualian diberikan": 1,
        "Realisasi dibuka kembali": 1,
    },
    "operator": {"Rekap dijawab": 1},
    "operator-daerah": {"Rekap dibuka": 1, "Rekap dijawab": 1},
    "rekan": {"Realisasi disimpan": 2, "Realisasi diajukan": 1},
    "staf": {
        "Realisasi disimpan": 12,
        "Bukti dukung ditambahkan": 10,
        "Realisasi diajukan": 10,
        "Komentar diselesaikan": 1,
    },
    "staf-daerah": {"Realisasi disimpan": 8, "Bukti dukung ditambahkan": 6, "Realisasi diajukan": 8},
    "verifikator": {
        "Verifikasi dua langkah dipasang": 1,
        "Realisasi dikembalikan": 1,
        "Komentar ditulis": 1,
        "Realisasi diverifikasi": 18,
        "Triwulan dikunci": 18,
    },
}
