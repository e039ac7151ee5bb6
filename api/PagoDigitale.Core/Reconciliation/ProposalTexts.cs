using PagoDigitale.Core.Languages;

namespace PagoDigitale.Core.Reconciliation;

/// <summary>
/// What speaks for a proposal (<see cref="ProposalScore"/>). Kept with it: none is renamed without mending what is stored.
/// </summary>
public static class ProposalTexts
{
    public static readonly Wording NamesFlow = new("names the flow", "cita il flusso di rendicontazione");
    public static readonly Wording SameAmount = new("same amount", "stesso importo");

    public static readonly Wording Beginning = new(
        "first {length} of {idLength} characters of the flow id",
        "primi {length} caratteri su {idLength} dell'identificativo del flusso di rendicontazione"
    );

    public static readonly Wording Piece = new(
        "{length} of {idLength} characters of the flow id",
        "{length} caratteri su {idLength} dell'identificativo del flusso di rendicontazione"
    );

    public static readonly Wording SameDay = new("same day", "stesso giorno");
    public static readonly Wording OneDayApart = new("1 day apart", "1 giorno di distanza");
    public static readonly Wording DaysApart = new("{days} days apart", "{days} giorni di distanza");
}
