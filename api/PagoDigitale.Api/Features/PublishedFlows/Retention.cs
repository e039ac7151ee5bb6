namespace PagoDigitale.Api.Features.PublishedFlows;

/// <summary>How long pagoPA keeps a flow after it was published (SANP 3.12, Rendicontazione e Cashflow).</summary>
internal static class Retention
{
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>After so long somebody is told of what is still to be fetched: five days are left to mend the reason.</summary>
    public static readonly TimeSpan ToldAfter = TimeSpan.FromDays(25);

    /// <summary>
    /// What is younger has to be in the list as long as it is published. A day less than a month, which the list goes back by the date of
    /// the flow.
    /// </summary>
    public static readonly TimeSpan Listed = TimeSpan.FromDays(27);
}
