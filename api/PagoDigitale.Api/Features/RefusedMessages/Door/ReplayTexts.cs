using PagoDigitale.Core.Languages;

namespace PagoDigitale.Api.Features.RefusedMessages.Door;

/// <summary>What whoever takes messages says of a replay.</summary>
internal static class ReplayTexts
{
    public static readonly Wording NotTakenYet = new("The message cannot be taken yet", "Il messaggio non può ancora essere acquisito");
}
