using System.Globalization;
using PagoDigitale.Core.Languages;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Core.Text;

namespace PagoDigitale.Api.Features.Flows.Formats.Standard;

/// <summary>
/// What a row says of the payment option it is an instalment of. A row that names neither option nor instalment is a whole debt; where
/// one of both is named the other is the first.
/// </summary>
public sealed class FlowOptionCheck(FlowColumns columns)
{
    private const int DescriptionLengthMax = 140;

    private static readonly Dictionary<string, PaymentOptionKind> Kinds = new(StringComparer.OrdinalIgnoreCase)
    {
        ["unica"] = PaymentOptionKind.Single,
        ["rate"] = PaymentOptionKind.Instalments,
        ["acconto"] = PaymentOptionKind.DownPayment,
        ["ridotta"] = PaymentOptionKind.Reduced,
    };

    private static readonly Dictionary<string, bool> Answers = new(StringComparer.OrdinalIgnoreCase)
    {
        ["si"] = true,
        ["sì"] = true,
        ["no"] = false,
    };

    public void Check(string?[] cells, FlowRow staged)
    {
        var (option, instalment) = (Cell(cells, FlowColumn.Opzione), Cell(cells, FlowColumn.Rata));
        if (option is not null || instalment is not null)
        {
            staged.OptionIndex = Number(FlowColumn.Opzione, option, PaymentOptions.OptionsMax, "option-number-invalid", staged);
            staged.InstalmentIndex = Number(
                FlowColumn.Rata,
                instalment,
                PaymentOptions.InstalmentsOfOptionMax,
                "instalment-number-invalid",
                staged
            );
            if (staged.ExternalId is null)
                Refuse(
                    staged,
                    FlowColumn.CodiceEsterno,
                    "external-id-missing",
                    FlowOptionTexts.NoExternalId,
                    FlowOptionTexts.GiveExternalId,
                    null
                );
        }
        CheckKind(cells, staged);
        CheckDescription(cells, staged);
        if (Cell(cells, FlowColumn.PagaDopoScadenza) is not { } late)
            return;
        if (Answers.TryGetValue(late, out var keeps))
            staged.KeepPayableAfterDueDate = keeps;
        else
            Refuse(
                staged,
                FlowColumn.PagaDopoScadenza,
                "yes-or-no-invalid",
                FlowOptionTexts.NeitherYesNorNo,
                FlowOptionTexts.SayYesOrNo,
                late
            );
    }

    private void CheckKind(string?[] cells, FlowRow staged)
    {
        if (Cell(cells, FlowColumn.TipoOpzione) is not { } text)
            return;
        if (Kinds.TryGetValue(text, out var kind))
            staged.OptionKind = kind;
        else
            Refuse(
                staged,
                FlowColumn.TipoOpzione,
                "option-kind-invalid",
                FlowOptionTexts.NoSuchKind,
                FlowOptionTexts.UseKind.With(Kinds.Keys),
                text
            );
        RefuseAlone(FlowColumn.TipoOpzione, text, staged);
    }

    private void CheckDescription(string?[] cells, FlowRow staged)
    {
        if (Cell(cells, FlowColumn.DescrizioneOpzione) is not { } text)
            return;
        staged.OptionDescription = Clipped.To(text, DescriptionLengthMax);
        if (text.Length > DescriptionLengthMax)
            Refuse(
                staged,
                FlowColumn.DescrizioneOpzione,
                "option-description-too-long",
                FlowOptionTexts.DescriptionTooLong.With(text.Length, DescriptionLengthMax),
                FlowRowTexts.Abbreviate,
                text
            );
        RefuseAlone(FlowColumn.DescrizioneOpzione, text, staged);
    }

    private static void RefuseAlone(FlowColumn column, string text, FlowRow staged)
    {
        if (staged.OptionIndex is null)
            Refuse(staged, column, "option-number-missing", FlowOptionTexts.OfNoOption, FlowOptionTexts.NameOption, text);
    }

    /// <summary>1 where the cell is empty. Of one that cannot be read too: the row is of an option all the same, and refused.</summary>
    private static int Number(FlowColumn column, string? text, int max, string code, FlowRow staged)
    {
        if (text is null)
            return 1;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= max)
            return number;
        Refuse(staged, column, code, FlowOptionTexts.NoNumber.With(max), FlowOptionTexts.NumberFromOne.With(max), text);
        return 1;
    }

    private string? Cell(string?[] cells, FlowColumn column) => columns.Cell(cells, column);

    private static void Refuse(FlowRow staged, FlowColumn column, string code, Message message, Message remedy, string? value) =>
        staged.Refuse(FlowColumns.NameOf(column), code, message, remedy, value);
}
