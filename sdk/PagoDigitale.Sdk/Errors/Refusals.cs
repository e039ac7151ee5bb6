namespace PagoDigitale.Sdk;

/// <summary>No valid credentials (401), or credentials that do not allow this (403).</summary>
public sealed class PagoDigitaleUnauthorizedException : PagoDigitaleException
{
    internal PagoDigitaleUnauthorizedException(
        string message,
        int status,
        string? response,
        IReadOnlyDictionary<string, IEnumerable<string>> headers,
        Exception? innerException = null
    )
        : base(message, status, response, headers, innerException) { }
}

/// <summary>There is no such thing (404).</summary>
public sealed class PagoDigitaleNotFoundException : PagoDigitaleException
{
    internal PagoDigitaleNotFoundException(
        string message,
        int status,
        string? response,
        IReadOnlyDictionary<string, IEnumerable<string>> headers,
        Exception? innerException = null
    )
        : base(message, status, response, headers, innerException) { }
}

/// <summary>The state of the thing does not allow this (409), or it has changed since it was read (412).</summary>
public sealed class PagoDigitaleConflictException : PagoDigitaleException
{
    internal PagoDigitaleConflictException(
        string message,
        int status,
        string? response,
        IReadOnlyDictionary<string, IEnumerable<string>> headers,
        Exception? innerException = null
    )
        : base(message, status, response, headers, innerException) { }

    /// <summary>Whether the thing has changed since it was read: read it again and repeat the change.</summary>
    public bool IsStale => Status == 412;
}

/// <summary>The request is wrong (400, 422): <see cref="Errors"/> says where, why and what to do.</summary>
public sealed class PagoDigitaleInvalidException : PagoDigitaleException
{
    internal PagoDigitaleInvalidException(
        string message,
        int status,
        string? response,
        IReadOnlyDictionary<string, IEnumerable<string>> headers,
        Exception? innerException = null
    )
        : base(message, status, response, headers, innerException) { }

    /// <summary>What is wrong, member by member.</summary>
    public IReadOnlyList<FieldError> Errors => Problem?.Errors is { } errors ? [.. errors] : [];
}

/// <summary>Too many requests (429), also after the retries.</summary>
public sealed class PagoDigitaleRateLimitedException : PagoDigitaleException
{
    internal PagoDigitaleRateLimitedException(
        string message,
        int status,
        string? response,
        IReadOnlyDictionary<string, IEnumerable<string>> headers,
        TimeSpan? retryAfter,
        Exception? innerException = null
    )
        : base(message, status, response, headers, innerException) => RetryAfter = retryAfter;

    /// <summary>How long to wait before trying again.</summary>
    public TimeSpan? RetryAfter { get; }
}
