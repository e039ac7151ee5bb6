using PagoDigitale.Core.Identifiers;

namespace PagoDigitale.Api.Features.Flows.Formats.Standard;

/// <summary>
/// What a row says of requests to pay: the digit as pagoPA writes it in front of a taxonomy code, with its slash or without, as a number
/// cell has it.
/// </summary>
public sealed class FlowPrefixCheck(FlowColumns columns)
{
    public void Check(string?[] cells, FlowRow staged)
    {
        if (columns.Cell(cells, FlowColumn.PrefissoTassonomia) is not { } text)
            return;
        if (text is [>= '6' and <= '9'] or [>= '6' and <= '9', '/'])
            staged.RequestToPay = TransferCategory.SaidBy($"{text[0]}/") ?? RequestToPay.Allowed;
        else
            staged.Refuse(
                FlowColumns.NameOf(FlowColumn.PrefissoTassonomia),
                "taxonomy-prefix-invalid",
                FlowOptionTexts.NoPrefix,
                FlowOptionTexts.UsePrefix,
                text
            );
    }
}
