namespace PagoDigitale.Platform.Security;

/// <summary>What the platform asks about clients. Answered by <c>Clients</c>, which keeps them.</summary>
public interface IClientRegistry
{
    /// <summary>What the client may do at this moment; null when it does not exist or is not active.</summary>
    Task<Caller?> FindActiveAsync(string clientId, CancellationToken ct);
}
