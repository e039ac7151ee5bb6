namespace PagoDigitale.Api.Features.Status;

/// <summary>That the process lives: nothing is asked, so nothing can be down.</summary>
public sealed class ReadStatusHandler
{
    public ServiceStatus Run() => ServiceStatus.Alive;
}
