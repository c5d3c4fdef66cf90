"""Example figures for the gallery: long names, missing, negative and very large values."""

from decimal import Decimal

from django.utils.safestring import SafeString

from ui.charts import Bagan, Garis, Sasaran, Seri, Titik, batang_kelompok, bullet, tren

NAV = {
    "items": [
        {"label": "Beranda", "url": "/", "active": False},
        {"label": "Perjanjian Kinerja", "url": "#tabel", "active": False},
        {"label": "Realisasi", "url": "#isi", "active": True},
        {"label": "Anggaran", "url": "#anggaran", "active": False},
        {"label": "Laporan Kinerja", "url": "#bagan", "active": False},
        {"label": "Pengguna", "url": "#formulir", "active": False},
    ],
    "user_label": "Rina Wulandari, Verifikator",
    "satker_label": "Sekretariat KPU Provinsi Lampung",
    "logout_url": "#keluar",
}
LEVELS = (
    ("info", "Batas pengisian triwulan II adalah 10 Juli 2023."),
    ("success", "Realisasi triwulan II telah diajukan kepada Verifikator."),
    ("warning", "Tiga indikator belum memiliki bukti dukung."),
    ("error", "Berkas ditolak: 4 sel tidak dapat dibaca. Tidak ada data yang disimpan."),
)
SWITCHER = [
    {
        "name": "satker",
        "label": "Satuan kerja",
        "choices": [
            {"value": "1", "label": "Sekretariat KPU Provinsi Lampung", "selected": True},
            {"value": "2", "label": "KPU Kabupaten Tulang Bawang Barat", "selected": False},
        ],
    },
    {
        "name": "tahun",
        "label": "Tahun",
        "choices": [
            {"value": "2023", "label": "2023", "selected": True},
            {"value": "2022", "label": "2022", "selected": False},
        ],
    },
]


CONTOH_NAMA = (
    "Persentase tersusunnya laporan pertanggungjawaban penggunaan anggaran di KPU Provinsi dan KPU"
    " Kabupaten/Kota se-Provinsi Lampung"
)


def _baris(no: str, nama: str, target: str, satuan: str, lalu: str, kini: str, **lain: object) -> dict:
    kosong = {"alasan": "", "negatif": False, "status": "Terverifikasi"}
    capaian = Decimal(kini) if kini else None
    return {"no": no, "nama": nama, "target": target, "satuan": satuan,
            "lalu": Decimal(lalu), "kini": capaian, **kosong, **lain}  # fmt: skip


KELOMPOK = (
    {
        "nama": "Terwujudnya pengelolaan keuangan dan barang milik negara yang akuntabel",
        "baris": (
            _baris("1", CONTOH_NAMA, "100%", "", "100", "100", status="Terkunci"),
            _baris("2", "Tersusunnya laporan pengelolaan Barang Milik Negara", "2", "Laporan", "100", "100"),
            _baris(
                "3",
                "Persentase fasilitas perkantoran untuk mendukung kinerja pegawai yang berfungsi dengan baik",
                "100%", "", "91.19", "84.65", status="Dikembalikan",
            ),
        ),
    },
    {
        "nama": "Meningkatnya kapasitas kelembagaan",
        "baris": (
            _baris("4", "Nilai akuntabilitas kinerja minimal B", "B", "Predikat", "66.67", "",
                   alasan="Tidak terhitung: hasil evaluasi belum terbit", status="Draf"),
            _baris("5", "Waktu penyelesaian pengaduan masyarakat", "5", "Hari", "100", "-20", negatif=True,
                   status="Diajukan"),
            _baris("6", "Jumlah peserta pendidikan pemilih pemula dan kelompok rentan", "1.200",
                   "Orang", "120", "198.58"),
        ),
    },
)  # fmt: skip
SATKER = (
    {"kode": "654357", "nama": "KPU Provinsi Lampung", "pagu": 50_342_000_000, "realisasi": 50_101_361_013,
     "persen": Decimal("99.5220"), "sisa": 240_638_987, "tingkat": 0},
    {"kode": "CQ.6709", "nama": "Pembentukan badan ad hoc dan pengelolaan kegiatan tahapan",
     "pagu": 28_864_274_000, "realisasi": 28_864_274_000, "persen": Decimal(100), "sisa": 0, "tingkat": 1},
    {"kode": "CQ.6709.QGE.004", "nama": "Fasilitasi logistik pemilihan umum", "pagu": 1_150_000_000,
     "realisasi": 1_203_500_000, "persen": Decimal("104.6522"), "sisa": -53_500_000, "tingkat": 2},
    {"kode": "656802", "nama": "KPU Kota Bandar Lampung", "pagu": 13_266_790_239, "realisasi": 12_999_001_118,
     "persen": Decimal("97.9815"), "sisa": 267_789_121, "tingkat": 0},
)  # fmt: skip
JUMLAH = {
    "pagu": 63_608_790_239,
    "realisasi": 63_100_362_131,
    "persen": Decimal("99.2007"),
    "sisa": 508_428_108,
}
TABS = [
    {"label": "Triwulan I", "url": "#tw1", "active": False},
    {"label": "Triwulan II", "url": "#tw2", "active": True},
    {"label": "Triwulan III", "url": "#tw3", "active": False},
    {"label": "Triwulan IV", "url": "#tw4", "active": False},
]
STEPS = [
    {"label": "Draf", "status": "selesai", "note": "Rina Wulandari, 3 Juli 2023"},
    {"label": "Diajukan", "status": "kini", "note": "sejak 5 Juli 2023"},
    {"label": "Terverifikasi", "status": "nanti"},
    {"label": "Terkunci", "status": "nanti", "note": "setelah 15 Juli 2023"},
]
RINCIAN = [
    {"label": "Satuan kerja", "value": "Sekretariat KPU Provinsi Lampung"},
    {"label": "Perjanjian Kinerja", "value": "Versi 2, ditetapkan 6 November 2023", "url": "#tabel"},
    {"label": "Cara menghitung rata-rata", "value": "Rata-rata dari rata-rata tiap sasaran, batas atas 100%"},
]
ERRORS = [
    {
        "text": "Lembar DIPA, sel F12: “50,342,000” dapat dibaca dua cara. Tulislah 50.342.000.",
        "url": "#anggaran",
    },
    {"text": "Lembar DIPA, baris 18: kode kegiatan 6709 tidak ada pada DIPA revisi 13."},
]


def _titik(*nilai: str | None, alasan: str = "") -> tuple[Titik, ...]:
    return tuple(Titik(None, alasan) if satu is None else Titik(Decimal(satu)) for satu in nilai)


def _sasaran() -> Bagan:
    kategori = tuple(baris["nama"] for kelompok in KELOMPOK for baris in kelompok["baris"])
    lalu = Seri("Tahun 2022", _titik("100", "100", "91.19", "66.67", "100", "120"))
    kini = Seri(
        "Tahun 2023", _titik("100", "100", "84.65", None, "-20", "198.58", alasan="evaluasi belum terbit")
    )
    return Bagan("bagan-sasaran", "Capaian indikator 2023 dan 2022", "Enam indikator; satu tidak terhitung.",
                 kategori, (kini, lalu), Garis("Target", Decimal(100)))  # fmt: skip


def _triwulan(id: str) -> Bagan:
    lalu, kini = _titik("18.2", "44.51", "70.08", "98.77"), _titik("21.4", "52.9", None, "99.52")
    return Bagan(
        id,
        "Serapan anggaran per triwulan",
        "Serapan 2023 dan 2022; triwulan III 2023 tidak terhitung.",
        tuple(f"Triwulan {romawi}" for romawi in ("I", "II", "III", "IV")),
        (Seri("2023", kini), Seri("2022", lalu)),
        Garis("Target", Decimal(95)),
    )


def _bullet(id: str, titik: Titik) -> SafeString:
    return bullet(Sasaran(id, "Serapan anggaran 2023", "Serapan terhadap target 95%.", titik, Decimal(95)))


def charts() -> dict[str, SafeString]:
    """Every chart, with ordinary, missing, negative and very large values."""
    return {
        "mendatar": batang_kelompok(_sasaran()),
        "tegak": batang_kelompok(_triwulan("bagan-tegak"), arah="tegak", lebar=520),
        "tren": tren(_triwulan("bagan-tren"), lebar=520),
        "bullet": _bullet("bagan-bullet", Titik(Decimal("99.52"))),
        "bullet_kosong": _bullet("bagan-bullet-kosong", Titik(None, "belum ada realisasi")),
        "bullet_lebih": _bullet("bagan-bullet-lebih", Titik(Decimal("198.58"))),
    }
