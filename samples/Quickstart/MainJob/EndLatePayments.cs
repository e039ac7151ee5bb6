using PagoDigitale.Sdk;

namespace PagoDigitale.Quickstart.MainJob;

/// <summary>
/// The board decides that from now on a fee past its due date grows, with another notice: the service takes no late payments
/// any more, and the arrear that was loaded has expired.
/// </summary>
public sealed class EndLatePayments(Tools tools)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var step = tools.Progress.Begin("Take no late payments from now on");
        var service = await tools.Client.Services.ReadAsync(tools.Organization, CreateOrganization.ServiceCode, cancellationToken);
        service = await tools.Client.Services.ChangeAsync(
            tools.Organization,
            service.Code,
            service.Version,
            new ServiceChange { KeepPayableAfterDueDate = false },
            cancellationToken
        );
        step.At(1, 1);
        step.Say($"service {service.Code}: fees past their due date cannot be paid");
    }
}
