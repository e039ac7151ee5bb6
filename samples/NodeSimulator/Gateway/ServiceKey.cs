namespace PagoDigitale.NodeSimulator.Gateway;

/// <summary>The key that has to be sent as Ocp-Apim-Subscription-Key; without it none is asked for.</summary>
public sealed record ServiceKey(string? SubscriptionKey = null);
