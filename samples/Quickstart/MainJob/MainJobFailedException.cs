namespace PagoDigitale.Quickstart.MainJob;

/// <summary>Something is not as it has to be, and going on would only hide it.</summary>
public sealed class MainJobFailedException(string message) : Exception(message);
