namespace PagoDigitale.Platform.Results;

/// <summary>Carries a refusal out of the framework's own steps (body reading, model binding), where no value can be returned.</summary>
public sealed class RefusedException(ApiError error) : Exception(error.Detail.ToString())
{
    public ApiError Error { get; } = error;
}
