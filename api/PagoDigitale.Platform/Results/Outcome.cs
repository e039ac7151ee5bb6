namespace PagoDigitale.Platform.Results;

/// <summary>Either the answer or an expected refusal. Exceptions are left for bugs and broken infrastructure.</summary>
public readonly struct Outcome<T>
{
    private Outcome(T? value, ApiError? error) => (Value, Error) = (value, error);

    public T? Value { get; }

    public ApiError? Error { get; }

    public bool IsRefused => Error is not null;

    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(ApiError error) => new(default, error);
}

/// <summary>A thing that was created now, or that was already there under the same key.</summary>
public sealed record Created<T>(T Value, bool IsNew);
