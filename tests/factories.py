"""Rows for tests: small functions with defaults that hold every constraint; dates are passed in."""

from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count
from typing import Any

from accounts.models import Bagian, Pejabat, Penugasan, Satker, User
from accounts.permissions import Peran
from agreements.models import (
    IKU,
    AnggaranProgram,
    Indikator,
    KeputusanIKU,
    Misi,
    PerjanjianKinerja,
    PredikatCapaian,
    Renstra,
    SasaranKegiatan,
    SasaranStrategis,
    SkalaNilai,
    TahunKinerja,
    TargetIKU,
    TargetTriwulan,
    Tujuan,
)
from agreements.states import StatusPK
from budget.models import BarisDipa, Dipa, RealisasiAnggaran, RevisiDipa
from kinerja.metode import Metode
from kinerja.periode import Agregasi
from measurements.models import Analisis, BuktiDukung, CapaianLalu, Realisasi, TabelPendukung
from measurements.states import StatusRealisasi
from reports.models import LaporanKinerja

PASSWORD = "kata-sandi-uji-2023"
MULAI = date(2020, 1, 1)
VERIFIKASI = datetime(2024, 1, 10, 3, 0, tzinfo=UTC)
_nomor = count(1)


def make_satker(nama: str = "", *, induk: Satker | None = None, **isi: Any) -> Satker:
    nomor = next(_nomor)
    nama = nama or f"KPU Kab. Uji {nomor}"
    dasar = {
        "kode": f"{nomor:06d}",
        "slug": nama.lower().replace(".", "").replace(" ", "-"),
        "nama_panjang": nama.replace("KPU", "Komisi Pemilihan Umum"),
        "jenis": Satker.Jenis.KABUPATEN if induk else Satker.Jenis.PROVINSI,
        "wilayah": nama.removeprefix("KPU "),
        "ibu_kota": "Ibu Kota",
        "urutan": nomor,
    }
    return Satker.objects.create(nama=nama, induk=induk, **(dasar | isi))


def make_user(username: str = "", **isi: Any) -> User:
    username = username or f"pengguna{next(_nomor)}"
    email = f"{username}@uji.invalid"
    return User.objects.create_user(
        username, email, PASSWORD, **({"nama": username.replace("-", " ").capitalize()} | isi)
    )


def make_penugasan(user: User, satker: Satker, peran: Peran = Peran.PEMBACA, **isi: Any) -> Penugasan:
    return Penugasan.objects.create(user=user, satker=satker, peran=peran, **({"mulai": MULAI} | isi))


def make_member(satker: Satker, peran: Peran = Peran.PEMBACA, **isi: Any) -> User:
    """A user with one duty."""
    user = make_user(**isi)
    make_penugasan(user, satker, peran)
    return user


def make_pejabat(satker: Satker, jabatan: str = Pejabat.Jabatan.SEKRETARIS, **isi: Any) -> Pejabat:
    dasar = {"nama": "Nama Pejabat", "sebutan": f"{jabatan.capitalize()} {satker.nama}", "mulai": MULAI}
    return Pejabat.objects.create(satker=satker, jabatan=jabatan, **(dasar | isi))


def make_bagian(satker: Satker, **isi: Any) -> Bagian:
    nomor = next(_nomor)
    return Bagian.objects.create(satker=satker, **({"kode": f"bagian-{nomor}", "nama": "Bagian Umum"} | isi))


def make_tahun(tahun: int = 2023, **isi: Any) -> TahunKinerja:
    dasar = {"lantai": Decimal(0), "plafon": None, "batas_efisiensi": Decimal(20)}
    return TahunKinerja.objects.create(tahun=tahun, **(dasar | isi))


def make_predikat(tahun: TahunKinerja, nama: str, bawah: int | None, atas: int | None, **isi: Any):
    return PredikatCapaian.objects.create(tahun=tahun, nama=nama, bawah=bawah, atas=atas, **isi)


def make_skala_akip() -> list[SkalaNilai]:
    batas = [("D", None, 30), ("C", 30, 50), ("CC", 50, 60), ("B", 60, 70), ("BB", 70, 80), ("A", 80, 90)]
    batas.append(("AA", 90, None))
    return [
        SkalaNilai.objects.create(skala="akip", nama=nama, bawah=bawah, atas=atas)
        for nama, bawah, atas in batas
    ]


def make_pk(satker: Satker, tahun: int = 2023, **isi: Any) -> PerjanjianKinerja:
    """A PK in force, signed by both parties, unless said otherwise."""
    if isi.get("versi", 1) > 1:
        lama = PerjanjianKinerja.objects.filter(satker=satker, tahun=tahun, versi=isi["versi"] - 1).first()
        lama = lama or make_pk(satker, tahun, versi=isi["versi"] - 1, status=StatusPK.DIGANTIKAN)
        isi = {"menggantikan": lama, "alasan_perubahan": "Anggaran berubah"} | isi
    if isi.get("status", StatusPK.DITETAPKAN) in (StatusPK.DRAF, StatusPK.DIAJUKAN):
        return PerjanjianKinerja.objects.create(satker=satker, tahun=tahun, **isi)
    dasar = {
        "status": StatusPK.DITETAPKAN,
        "tanggal": date(tahun, 4, 17),
        "tempat": "Ibu Kota",
        "pihak_pertama": make_pejabat(satker),
        "pihak_kedua": make_pejabat(satker, Pejabat.Jabatan.KETUA),
    }
    return PerjanjianKinerja.objects.create(satker=satker, tahun=tahun, **(dasar | isi))


def make_sasaran(pk: PerjanjianKinerja, **isi: Any) -> SasaranKegiatan:
    urutan = isi.pop("urutan", None) or pk.sasaran_kegiatan.count() + 1
    dasar = {"uraian": f"Meningkatnya hal ke-{urutan}"}
    return SasaranKegiatan.objects.create(perjanjian=pk, urutan=urutan, **(dasar | isi))


def make_indikator(sasaran: SasaranKegiatan, **isi: Any) -> Indikator:
    nomor = next(_nomor)
    dasar = {
        "nomor": nomor,
        "nama": f"Persentase hal ke-{nomor}",
        "target": Decimal(100),
        "satuan": "%",
        "metode": Metode.LANGSUNG.value,
        "agregasi": Agregasi.NILAI_AKHIR.value,
        "cara_perhitungan": "Bagian yang selesai dibagi seluruhnya",
    }
    return Indikator.objects.create(sasaran=sasaran, **(dasar | isi))


def make_realisasi(indikator: Indikator, **isi: Any) -> Realisasi:
    """A verified realisasi of the fourth quarter, unless said otherwise."""
    dasar: dict[str, Any] = {"triwulan": 4, "status": StatusRealisasi.TERVERIFIKASI}
    isi = dasar | isi
    if isi["status"] in (StatusRealisasi.TERVERIFIKASI, StatusRealisasi.TERKUNCI):
        isi = {"diverifikasi_oleh": make_user(), "diverifikasi_pada": VERIFIKASI} | isi
    return Realisasi.objects.create(indikator=indikator, **isi)


def make_kinerja(satker: Satker, capaian: list[list[object]], tahun: int = 2023) -> PerjanjianKinerja:
    """A PK whose sasaran hold one indikator per number: the realisasi against a target of 100.

    None leaves an indikator without realisasi.
    """
    pk = make_pk(satker, tahun)
    for angka in capaian:
        sasaran = make_sasaran(pk)
        for satu in angka:
            indikator = make_indikator(sasaran)
            if satu is not None:
                make_realisasi(indikator, nilai=Decimal(str(satu)))
    return pk


def make_rich_indikator(pk: PerjanjianKinerja) -> Indikator:
    """An indikator with everything its page can show."""
    indikator = make_indikator(
        make_sasaran(pk), standar_nasional=Decimal(90), penanggung_jawab=make_bagian(pk.satker)
    )
    TargetTriwulan.objects.create(indikator=indikator, triwulan=4, nilai=100)
    realisasi = make_realisasi(indikator, nilai=Decimal("98.075"), keterangan="Dihitung dari daftar.")
    Analisis.objects.create(realisasi=realisasi, penyebab="Satu.\nDua.", upaya="Tiga.")
    BuktiDukung.objects.create(realisasi=realisasi, urutan=1, judul="Laporan", tanggal=date(2024, 1, 5))
    CapaianLalu.objects.create(indikator=indikator, tahun=pk.tahun - 1, capaian=Decimal("66.67"))
    TabelPendukung.objects.create(
        indikator=indikator,
        kunci="fasilitas",
        urutan=1,
        judul="Fasilitas",
        kolom=[
            {"kunci": "nama", "judul": "Nama", "jenis": "teks"},
            {"kunci": "baik", "judul": "Baik", "jenis": "bilangan", "jumlah": True},
        ],
        baris=[["Meja", "108"], ["Kursi", "285"]],
    )
    return indikator


def make_anggaran_program(pk: PerjanjianKinerja, kode: str, nilai: int) -> AnggaranProgram:
    urutan = pk.anggaran_program.count() + 1
    return AnggaranProgram.objects.create(
        perjanjian=pk, urutan=urutan, kode=kode, program=f"Program {kode}", nilai=nilai
    )


def make_renstra(satker: Satker, **isi: Any) -> Renstra:
    """A Renstra 2020-2024 with one misi, tujuan, sasaran strategis and IKU with a target for 2023."""
    renstra = Renstra.objects.create(
        satker=satker, **({"tahun_mulai": 2020, "tahun_selesai": 2024, "visi": "Visi satker"} | isi)
    )
    Misi.objects.create(renstra=renstra, urutan=1, uraian="Misi pertama")
    make_iku(make_sasaran_strategis(make_tujuan(renstra)), target=Decimal(90))
    return renstra


def make_tujuan(renstra: Renstra) -> Tujuan:
    urutan = renstra.tujuan.count() + 1
    return Tujuan.objects.create(renstra=renstra, urutan=urutan, uraian=f"Tujuan ke-{urutan}")


def make_sasaran_strategis(tujuan: Tujuan) -> SasaranStrategis:
    urutan = tujuan.sasaran_strategis.count() + 1
    return SasaranStrategis.objects.create(tujuan=tujuan, urutan=urutan, uraian="Sasaran strategis")


def make_iku(sasaran: SasaranStrategis, target: Decimal | None = None, **isi: Any) -> IKU:
    urutan = sasaran.iku.count() + 1
    dasar = {"urutan": urutan, "nama": f"IKU ke-{urutan}", "satuan": "%"}
    iku = IKU.objects.create(sasaran_strategis=sasaran, **(dasar | isi))
    if target is not None:
        TargetIKU.objects.create(iku=iku, tahun=2023, nilai=target)
    return iku


def make_keputusan_iku(satker: Satker, **isi: Any) -> KeputusanIKU:
    dasar = {
        "tahun": 2024,
        "nomor": "32 Tahun 2024",
        "tanggal": date(2024, 1, 19),
        "tempat": "Ibu Kota",
        "tentang": "Penetapan Indikator Kinerja Utama",
        "penandatangan": "Nama Ketua",
        "jabatan_penandatangan": f"Ketua {satker.nama}",
    }
    return KeputusanIKU.objects.create(satker=satker, **(dasar | isi))


def make_dipa(satker: Satker, pagu: int = 1_000, realisasi: int | None = 900, tahun: int = 2023) -> Dipa:
    """A DIPA known by its total only, with realisasi up to December."""
    dipa = Dipa.objects.create(satker=satker, tahun=tahun)
    revisi = RevisiDipa.objects.create(dipa=dipa, nomor=0)
    baris = make_baris_dipa(revisi, "TOTAL", BarisDipa.Level.TOTAL, pagu=pagu)
    if realisasi is not None:
        RealisasiAnggaran.objects.create(baris=baris, bulan=12, nilai=realisasi)
    return dipa


def make_baris_dipa(
    revisi: RevisiDipa, kode: str, level: str, *, induk: BarisDipa | None = None, pagu: int | None = None
) -> BarisDipa:
    return BarisDipa.objects.create(
        revisi=revisi, induk=induk, urutan=revisi.baris.count(), level=level, kode=kode, pagu=pagu,
        uraian=f"Uraian {kode}",
    )  # fmt: skip


def make_pohon_dipa(
    satker: Satker, ro: dict[str, tuple[int, int]], tahun: int = 2023, nomor: int = 0
) -> Dipa:
    """A DIPA as a tree: `{"CQ.6709.QGE.004": (pagu, realisasi)}`, parents made from the codes."""
    dipa, _ = Dipa.objects.get_or_create(satker=satker, tahun=tahun)
    revisi = RevisiDipa.objects.create(dipa=dipa, nomor=nomor)
    baris: dict[str, BarisDipa] = {}
    for kode, (pagu, nyata) in ro.items():
        potong = kode.split(".")
        for dalam, level in enumerate(("program", "kegiatan", "kro", "ro"), start=1):
            kunci = ".".join(potong[:dalam])
            if kunci not in baris:
                induk = baris.get(".".join(potong[: dalam - 1]))
                isi = pagu if level == "ro" else None
                baris[kunci] = make_baris_dipa(revisi, kunci, level, induk=induk, pagu=isi)
        RealisasiAnggaran.objects.create(baris=baris[kode], bulan=12, nilai=nyata)
    return dipa


def make_lkj(pk: PerjanjianKinerja, **isi: Any) -> LaporanKinerja:
    dasar = {"satker": pk.satker, "tahun": pk.tahun, "tempat": "Ibu Kota"}
    return LaporanKinerja.objects.create(perjanjian=pk, **(dasar | isi))
