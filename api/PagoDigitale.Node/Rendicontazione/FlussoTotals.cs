using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace PagoDigitale.Node.Rendicontazione;

/// <summary>
/// What the rows add up to, compared with what the header declares. Rows already seen are remembered by digest:
/// 16 bytes each, whatever the length of their identifiers.
/// </summary>
internal sealed class FlussoTotals(FlussoAnomalies anomalies)
{
    private readonly HashSet<UInt128> _seen = [];
    private long _positiveRevokedCents;

    public int Count { get; private set; }

    public long AmountCents { get; private set; }

    public void Add(FlussoRow row)
    {
        Count++;
        AmountCents += row.AmountCents;
        if (row is { OutcomeCode: FlussoOutcomes.Revoked, AmountCents: > 0 })
            _positiveRevokedCents += row.AmountCents;
        if (!_seen.Add(Digest(row)))
            anomalies.Add(FlussoAnomalyCodes.DuplicateRow, FlussoTexts.DuplicateRow, row.Number);
    }

    public void Compare(FlussoRiversamento header)
    {
        if (Count != header.PaymentsCount)
            anomalies.Add(FlussoAnomalyCodes.CountMismatch, FlussoTexts.CountMismatch.With(header.PaymentsCount, Count));

        // The specification wants revoked payments negative, the schema positive: either way may be the PSP's total.
        if (AmountCents != header.TotalAmountCents && AmountCents - 2 * _positiveRevokedCents != header.TotalAmountCents)
            anomalies.Add(FlussoAnomalyCodes.SumMismatch, FlussoTexts.SumMismatch.With(header.TotalAmountCents, AmountCents));
    }

    private static UInt128 Digest(FlussoRow row)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{row.Iuv}\n{row.Iur}\n{row.TransferIndex}"), hash);
        return BinaryPrimitives.ReadUInt128LittleEndian(hash);
    }
}
