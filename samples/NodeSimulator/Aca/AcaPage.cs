namespace PagoDigitale.NodeSimulator.Aca;

/// <summary>A page of ACA's view of an organization.</summary>
/// <param name="Count">How many notices it has on all pages.</param>
/// <param name="WritesCount">How many writes were accepted for all of them.</param>
internal sealed record AcaPage(int Page, int Size, int Count, long WritesCount, IReadOnlyList<AcaKnownNotice> Items);
