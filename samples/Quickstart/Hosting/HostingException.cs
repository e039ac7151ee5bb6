namespace PagoDigitale.Quickstart.Hosting;

/// <summary>A process the quickstart needs did not come up, or went down.</summary>
internal sealed class HostingException(string message) : Exception(message);
