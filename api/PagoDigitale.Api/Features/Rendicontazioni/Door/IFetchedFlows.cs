namespace PagoDigitale.Api.Features.Rendicontazioni.Door;

/// <summary>Whoever fetched a file that was refused learns that it was taken after all. Answered by <c>PublishedFlows</c>.</summary>
public interface IFetchedFlows
{
    Task TakenAsync(byte[] content, Guid rendicontazione, CancellationToken ct);
}
