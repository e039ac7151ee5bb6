using PagoDigitale.Core.Languages;
using PagoDigitale.Node.Soap;

namespace PagoDigitale.Node.Rendicontazione;

/// <summary>Collects anomalies up to a limit, so that a hostile file cannot fill the memory with them.</summary>
internal sealed class FlussoAnomalies
{
    private const int AnomaliesMax = 1000;
    private readonly List<FlussoAnomaly> _items = [];

    public IReadOnlyList<FlussoAnomaly> Items => _items;

    public void Add(string code, Message message, int? row = null)
    {
        if (_items.Count < AnomaliesMax)
            _items.Add(new FlussoAnomaly(code, message, row));
        else if (_items.Count == AnomaliesMax)
            _items.Add(new FlussoAnomaly(FlussoAnomalyCodes.TooManyAnomalies, FlussoTexts.TooMany.With(AnomaliesMax)));
    }

    public void CheckHeader(FlussoRiversamento header)
    {
        if (header.Version is not ("1.0" or "1.1"))
            Add(FlussoAnomalyCodes.UnknownVersion, FlussoTexts.OtherVersion);
        CheckId("identificativoFlusso", header.FlussoId, null);
        CheckId("identificativoUnivocoRegolamento", header.RegulationId, null, isAnyCharacterAllowed: true);
        if (header.TotalAmountCents is < 0 or > WireAmount.CentsMax)
            Add(FlussoAnomalyCodes.AmountOutOfRange, FlussoTexts.TotalOutOfRange);
    }

    public void CheckRow(FlussoRow row)
    {
        CheckId("identificativoUnivocoVersamento", row.Iuv, row.Number, isAnyCharacterAllowed: true);
        CheckId("identificativoUnivocoRiscossione", row.Iur, row.Number, isAnyCharacterAllowed: true);
        if (!FlussoOutcomes.IsKnown(row.OutcomeCode))
            Add(FlussoAnomalyCodes.UnknownOutcome, FlussoTexts.OtherOutcome, row.Number);
        if (row.TransferIndex is < 1 or > 5)
            Add(FlussoAnomalyCodes.TransferIndexOutOfRange, FlussoTexts.TransferIndexOutOfRange, row.Number);
        if (row.AmountCents == 0)
            Add(FlussoAnomalyCodes.ZeroAmount, FlussoTexts.ZeroAmount, row.Number);
        if (row.AmountCents < 0 && row.OutcomeCode != FlussoOutcomes.Revoked)
            Add(FlussoAnomalyCodes.NegativeAmount, FlussoTexts.NegativeAmount, row.Number);
    }

    private void CheckId(string element, string id, int? row, bool isAnyCharacterAllowed = false)
    {
        if (WireText.CodePoints(id) > 35)
            Add(FlussoAnomalyCodes.IdTooLong, FlussoTexts.IdTooLong.With(element), row);
        if (!isAnyCharacterAllowed && id.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_')))
            Add(FlussoAnomalyCodes.InvalidId, FlussoTexts.InvalidId.With(element), row);
    }
}
