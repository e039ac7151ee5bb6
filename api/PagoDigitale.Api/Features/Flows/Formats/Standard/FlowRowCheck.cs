using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.Languages;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Core.Money;
using PagoDigitale.Core.Text;
using PagoDigitale.Platform.Validation;

namespace PagoDigitale.Api.Features.Flows.Formats.Standard;

/// <summary>
/// The checks of one row that need nothing but the row and the parameters. Every error found is reported, not the first only.
/// </summary>
/// <param name="isUnicode">The file is read in the only encoding it can have: what is odd in it was misread before it was written.</param>
public sealed class FlowRowCheck(FlowColumns columns, FlowParameters parameters, DateOnly today, bool isUnicode)
{
    private const int OriginalLengthMax = 8000;
    private const int NameLengthMax = 70;
    private const int DescriptionLengthMax = 140;

    public AmountStyle Amounts { get; } = new();

    public FlowRow Check(SheetRow row)
    {
        var staged = new FlowRow
        {
            RowNumber = row.Number,
            Original = Clipped.To(Storable(row.Original), OriginalLengthMax),
            ContentHash = HashOf([.. columns.Known(row.Cells)]),
        };
        CheckShape(row, staged);
        CheckTexts(row.Cells, staged);
        CheckPrintable(row.Cells, staged);
        CheckExternalId(row.Cells, staged);
        CheckDebtor(row.Cells, staged);
        new FlowContactCheck(columns).Check(row.Cells, staged);
        CheckService(row.Cells, staged);
        CheckAmount(row.Cells, staged);
        new FlowOptionCheck(columns).Check(row.Cells, staged);
        new FlowPrefixCheck(columns).Check(row.Cells, staged);
        CheckDates(row.Cells, staged);
        CheckAccertamento(row.Cells, staged);
        CheckErrorCells(row, staged);
        DoubtsOf(row, staged);
        return staged;
    }

    /// <summary>The row is kept as it came but for what no text column holds; a cell that the layout knows is refused for it.</summary>
    private static string Storable(string text) => Clipped.WithoutHalves(text.Replace("\0", "", StringComparison.Ordinal));

    private void CheckShape(SheetRow row, FlowRow staged)
    {
        for (var i = columns.Headers.Count; i < row.Cells.Length; i++)
            if (!string.IsNullOrWhiteSpace(row.Cells[i]))
            {
                staged.Refuse(
                    "riga",
                    "too-many-cells",
                    FlowRowTexts.TooManyCells.With(columns.Headers.Count),
                    FlowRowTexts.QuoteCell,
                    row.Cells[i]
                );
                break;
            }
        if (row.Original.Length > OriginalLengthMax)
            staged.Refuse("riga", "row-too-long", FlowRowTexts.RowTooLong.With(OriginalLengthMax), FlowRowTexts.ShortenTexts, null);
    }

    private void CheckTexts(string?[] cells, FlowRow staged)
    {
        foreach (var (column, found, text) in columns.HiddenIn(cells))
            if (!isUnicode && Look(text) is { Encoding: { } encoding, Proposal: not null })
                Refuse(
                    staged,
                    column,
                    HiddenCharacters.Code,
                    FlowRowTexts.NoCharacter.With(found, encoding),
                    FlowRowTexts.ChangeEncoding.With(encoding),
                    columns.Cell(cells, column)
                );
            else
                Refuse(
                    staged,
                    column,
                    HiddenCharacters.Code,
                    FlowRowTexts.HiddenCharacter.With(found),
                    FlowRowTexts.TypeAgain,
                    columns.Cell(cells, column)
                );
    }

    private void CheckPrintable(string?[] cells, FlowRow staged)
    {
        foreach (var (column, found) in columns.UnprintableIn(cells))
            if (column != FlowColumn.Descrizione || parameters.CommonDescription is null)
                Refuse(
                    staged,
                    column,
                    UnprintableCharacters.Code,
                    FlowRowTexts.Unprintable.With(found),
                    UnprintableCharacters.Remedy,
                    columns.Cell(cells, column)
                );
    }

    private void CheckErrorCells(SheetRow row, FlowRow staged)
    {
        foreach (var (column, position, text) in columns.Where(row.Cells, c => CellErrors.IsError(c.Trim())))
            staged.RefuseInstead(
                FlowColumns.NameOf(column),
                "cell-error",
                Say(text, CellErrors.Reference(position, row.Number)),
                FlowRowTexts.MendFormula,
                text.Trim()
            );
    }

    private static Message Say(string error, string cell) =>
        error == CellErrors.FormulaWithoutValue
            ? FlowRowTexts.FormulaWithoutValue.With(cell)
            : FlowRowTexts.CellError.With(cell, Clipped.To(error.Trim(), 24));

    private void DoubtsOf(SheetRow row, FlowRow staged)
    {
        if (row.IsHidden)
            staged.Warn("riga", "hidden-row", FlowRowTexts.HiddenRow.With(row.Number), FlowRowTexts.ExcludeRow);
        if (row.Unshown.Count > 0)
            foreach (var (column, position, text) in columns.Where(row.Cells, _ => true).Where(c => row.Unshown.Contains(c.Position)))
                staged.Warn(
                    FlowColumns.NameOf(column),
                    "unshown-value",
                    FlowRowTexts.UnshownValue.With(CellErrors.Reference(position, row.Number), Clipped.To(text.Trim(), 40)),
                    FlowRowTexts.EmptyOrShow,
                    text.Trim()
                );
        foreach (var (column, _, text) in columns.Where(row.Cells, c => Look(c) is not null))
        {
            var doubt = Look(text)!;
            staged.DoubtfulEncoding ??= isUnicode ? null : doubt.Encoding;
            staged.Warn(
                FlowColumns.NameOf(column),
                "doubtful-text",
                doubt.Proposal is null
                    ? FlowRowTexts.LostCharacter
                    : FlowRowTexts.OtherEncoding.With(doubt.Encoding, Clipped.To(doubt.Proposal.Trim(), 140)),
                isUnicode && doubt.Proposal is not null ? FlowRowTexts.CorrectSource : FlowRowTexts.CorrectText,
                text.Trim(),
                doubt.Proposal?.Trim()
            );
        }
    }

    private TextDoubt? Look(string text) => DoubtfulText.Look(text, isUnicode || parameters.Encoding is not null);

    private void CheckExternalId(string?[] cells, FlowRow staged)
    {
        var text = columns.Cell(cells, FlowColumn.CodiceEsterno);
        staged.ExternalId = Clipped.To(text, 128);
        if (text?.Length > 128)
            Refuse(staged, FlowColumn.CodiceEsterno, "external-id-too-long", FlowRowTexts.ExternalIdTooLong, FlowRowTexts.UseShorter, text);
    }

    private void CheckDebtor(string?[] cells, FlowRow staged)
    {
        var text = columns.Cell(cells, FlowColumn.CodiceFiscale);
        staged.DebtorFiscalCode = Clipped.To(text, 35);
        if (text is null)
            Refuse(staged, FlowColumn.CodiceFiscale, "fiscal-code-missing", FlowRowTexts.NoFiscalCode, FlowRowTexts.GiveFiscalCode, null);
        else if (FiscalCode.TryParse(text, out var code, out var problem))
        {
            staged.DebtorFiscalCode = code.Value;
            CheckType(cells, code, staged);
        }
        else
            Refuse(staged, FlowColumn.CodiceFiscale, "fiscal-code-invalid", problem!, IdentifierRules.FiscalCodeRemedy, text);
        var name = columns.Cell(cells, FlowColumn.Nominativo);
        staged.DebtorName = Clipped.To(name, 140);
        if (name is null)
            Refuse(staged, FlowColumn.Nominativo, "name-missing", FlowRowTexts.NoName, FlowRowTexts.GiveName, null);
        else if (name.Length > NameLengthMax)
            Refuse(
                staged,
                FlowColumn.Nominativo,
                "name-too-long",
                FlowRowTexts.NameTooLong.With(name.Length, NameLengthMax),
                FlowRowTexts.Abbreviate,
                name
            );
    }

    private void CheckType(string?[] cells, FiscalCode code, FlowRow staged)
    {
        var text = columns.Cell(cells, FlowColumn.TipoDebitore)?.ToUpperInvariant();
        staged.DebtorType = text is "F" or "G" ? text : code.DebtorType.ToString();
        if (text is not (null or "F" or "G"))
            Refuse(staged, FlowColumn.TipoDebitore, "debtor-type-invalid", FlowRowTexts.NoSuchType, FlowRowTexts.GiveType, text);
        else if (text is not null && !code.Fits(Enum.Parse<DebtorType>(text)))
            Refuse(
                staged,
                FlowColumn.TipoDebitore,
                "fiscal-code-type-mismatch",
                FlowRowTexts.TypeOfEntity,
                FlowRowTexts.GiveTypeOfPerson,
                text
            );
    }

    private void CheckService(string?[] cells, FlowRow staged)
    {
        var text = columns.Cell(cells, FlowColumn.CodiceServizio) ?? parameters.ServiceCode;
        staged.ServiceCode = Clipped.To(text, 35);
        if (text is null)
            Refuse(staged, FlowColumn.CodiceServizio, "service-missing", FlowRowTexts.NoService, FlowRowTexts.GiveService, null);
        var description = columns.Cell(cells, FlowColumn.Descrizione);
        staged.Description = parameters.CommonDescription ?? Clipped.To(description, 500) ?? parameters.Description;
        if (parameters.CommonDescription is null && description?.Length > DescriptionLengthMax)
            Refuse(
                staged,
                FlowColumn.Descrizione,
                "description-too-long",
                FlowRowTexts.DescriptionTooLong.With(description.Length, DescriptionLengthMax),
                FlowRowTexts.ShortenDescription,
                description
            );
    }

    private void CheckAmount(string?[] cells, FlowRow staged)
    {
        var text = columns.Cell(cells, FlowColumn.Importo);
        // What names no amount asks the price of its service, if there is one: FlowVerdictWriter knows.
        if (text is null)
            return;
        if (!EuroCents.TryParseItalian(text, out var cents, out var problem))
        {
            Refuse(staged, FlowColumn.Importo, "amount-invalid", problem!, FlowRowTexts.GiveAmount, text);
            return;
        }
        // A row that is refused for its amount tells how the file writes amounts all the same.
        Amounts.Note(text);
        if (cents <= 0)
            Refuse(staged, FlowColumn.Importo, "amount-not-positive", FlowRowTexts.NotPositive, FlowRowTexts.RemoveOrCorrect, text);
        else
            Take(cents, text, staged);
    }

    private static void Take(long cents, string text, FlowRow staged)
    {
        staged.AmountCents = cents;
        if (DecimalPoint.IsAmbiguous(text))
            staged.Warn(
                FlowColumns.NameOf(FlowColumn.Importo),
                AmountStyle.Ambiguous,
                FlowRowTexts.AmbiguousAmount.With(text, EuroCents.ToItalian(cents)),
                FlowRowTexts.WriteDecimals,
                text
            );
    }

    private void CheckDates(string?[] cells, FlowRow staged)
    {
        staged.DueDate = Date(cells, FlowColumn.DataScadenza, staged) ?? parameters.DefaultDueDate;
        staged.ValidFrom = Date(cells, FlowColumn.DataInizioValidita, staged);
        var lastDay = Date(cells, FlowColumn.DataFineValidita, staged);
        // A reduced amount ends on its due date, as one made by a plan of the service does.
        if (staged.OptionKind == PaymentOptionKind.Reduced)
            lastDay ??= staged.DueDate;
        staged.ValidUntil =
            lastDay ?? parameters.ValidUntil ?? (staged.OptionKind == PaymentOptionKind.Reduced ? null : EndOfYear(staged.DueDate));
        if ((staged.ValidUntil ?? staged.DueDate) < staged.ValidFrom)
            Refuse(
                staged,
                FlowColumn.DataInizioValidita,
                "before-valid-from",
                FlowOptionTexts.EndsBeforeFirstDay,
                FlowOptionTexts.BeginEarlier,
                Shown(staged.ValidFrom)
            );
        if (Payability.IsPastLastDay(staged.ValidUntil, today))
            Refuse(
                staged,
                FlowColumn.DataFineValidita,
                "valid-until-passed",
                FlowRowTexts.LastDayPassed,
                FlowRowTexts.GiveLaterDay,
                Shown(staged.ValidUntil)
            );
        else if (staged.ValidUntil < staged.DueDate)
            Refuse(
                staged,
                FlowColumn.DataFineValidita,
                "valid-until-before-due-date",
                FlowRowTexts.LastDayTooEarly,
                FlowRowTexts.PutOnDueDate,
                Shown(staged.ValidUntil)
            );
    }

    /// <summary>What nobody ended ends with the year it is due in, as accounts do, unless the flow is open-ended.</summary>
    private DateOnly? EndOfYear(DateOnly? dueDate) =>
        parameters.OpenEnded ? null : new DateOnly((dueDate > today ? dueDate.Value : today).Year, 12, 31);

    private DateOnly? Date(string?[] cells, FlowColumn column, FlowRow staged)
    {
        var text = columns.Cell(cells, column);
        if (text is null)
            return null;
        if (!ItalianDates.TryParse(text, out var date))
            Refuse(staged, column, "date-invalid", FlowRowTexts.NoDate, FlowRowTexts.GiveDate, text);
        else if (date.Year is < 2000 or > 2100)
            Refuse(staged, column, "date-implausible", FlowRowTexts.FarDate, FlowRowTexts.GiveDate, text);
        else
            return date;
        return null;
    }

    private void CheckAccertamento(string?[] cells, FlowRow staged)
    {
        var year = columns.Cell(cells, FlowColumn.AnnoAccertamento);
        var number = columns.Cell(cells, FlowColumn.NumeroAccertamento);
        if (year is null && number is null)
            return;
        staged.AccertamentoNumber = Clipped.To(number, 20);
        if (year is null || number is null)
        {
            Refuse(
                staged,
                year is null ? FlowColumn.AnnoAccertamento : FlowColumn.NumeroAccertamento,
                "accertamento-incomplete",
                FlowRowTexts.HalfAccertamento,
                FlowRowTexts.FillBoth,
                year ?? number
            );
            return;
        }
        if (number.Length > 20)
            Refuse(
                staged,
                FlowColumn.NumeroAccertamento,
                "accertamento-number-too-long",
                FlowRowTexts.AccertamentoTooLong,
                FlowRowTexts.CorrectNumber,
                number
            );
        if (int.TryParse(year, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) && parsed is >= 2000 and <= 2100)
            staged.AccertamentoYear = parsed;
        else
            Refuse(staged, FlowColumn.AnnoAccertamento, "accertamento-year-invalid", FlowRowTexts.FarYear, FlowRowTexts.GiveYear, year);
    }

    private static void Refuse(FlowRow staged, FlowColumn column, string code, Message message, Message remedy, string? value) =>
        staged.Refuse(FlowColumns.NameOf(column), code, message, remedy, value);

    private static string? Shown(DateOnly? date) => date?.ToString("dd'/'MM'/'yyyy", CultureInfo.InvariantCulture);

    /// <summary>Equal cells give an equal hash, however they were quoted.</summary>
    private static Guid HashOf(string?[] cells)
    {
        var length = Array.FindLastIndex(cells, c => !string.IsNullOrWhiteSpace(c)) + 1;
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001f', cells.Take(length).Select(c => c?.Trim()))), hash);
        return new Guid(hash[..16]);
    }
}
