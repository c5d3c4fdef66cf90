"""What anybody may know of a signed LKj: whether it counts, its hash, when and by whom it was signed."""

from dataclasses import dataclass
from hashlib import sha256

from importing.confined import confined
from importing.refused import FileRefused
from reports.models import Pengesahan
from reports.signature import Putusan, inspect
from reports.states import BERLAKU
from ui.moments import moment

#: No more of a stranger's file is looked at; a report of 200 pages has 3 MB, and takes a second.
MAX_BYTES = 20 * 2**20
MEMORY, SECONDS = 600 * 2**20, 10
ASING = "Berkas ini bertanda tangan elektronik, tetapi bukan yang dibubuhkan pada pengesahan di sini."


@dataclass(frozen=True)
class Bukti:
    """The public facts of one signed version; nothing in it that the document does not print itself."""

    sah: bool
    judul: str
    versi: int
    pada: str
    sebutan: str
    nama: str
    sha256: str
    uji: bool
    pengganti: str

    @property
    def status(self) -> str:
        """The state as the public page names it."""
        return "Sah" if self.sah else "Digantikan"


@dataclass(frozen=True)
class Perbandingan:
    """A file against what was signed: its hash, the version it is (None: none), the signature's verdict."""

    sha256: str
    cocok: Bukti | None
    putusan: str


def cari_bukti(token: str) -> Bukti | None:
    """The facts behind the address of a QR code; None: no signed report has it."""
    return _bukti(_semua().filter(naskah__token=token).first())


def bandingkan(content: bytes) -> Perbandingan:
    """Compare a stranger's file with every signed one; another is looked at in a confined process."""
    sidik = sha256(content).hexdigest()
    cocok = _bukti(_semua().filter(sha256=sidik).first())
    return Perbandingan(sidik, cocok, "" if cocok else _verdict(content))


def _verdict(content: bytes) -> str:
    try:
        putusan: Putusan = confined(inspect, content, memory=MEMORY, seconds=SECONDS)
    except FileRefused as galat:
        return str(galat)
    # Anybody can sign with a certificate of his own: a whole signature is no reason to believe the file.
    return ASING if putusan.sah else putusan.kalimat


def _semua():
    return Pengesahan.objects.select_related("laporan__satker", "naskah__penandatangan")


def _bukti(sah: Pengesahan | None) -> Bukti | None:
    if sah is None:
        return None
    laporan, naskah = sah.laporan, sah.naskah
    berlaku = laporan.status in BERLAKU
    baru = None
    if not berlaku:
        lanjutan = _semua().filter(
            laporan__satker=laporan.satker, laporan__tahun=laporan.tahun, laporan__status__in=BERLAKU
        )
        baru = lanjutan.first()
    return Bukti(
        sah=berlaku,
        judul=f"Laporan Kinerja Tahun {laporan.tahun}, {laporan.satker.nama_panjang}",
        versi=laporan.versi,
        pada=moment(laporan.disahkan_pada),
        sebutan=naskah.penandatangan.sebutan_lengkap,
        nama=naskah.penandatangan.nama,
        sha256=sah.sha256,
        uji=naskah.uji,
        pengganti=baru.naskah.token if baru else "",
    )
