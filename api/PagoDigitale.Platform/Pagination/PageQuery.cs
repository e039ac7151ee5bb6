using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;

namespace PagoDigitale.Platform.Pagination;

/// <summary>The two parameters every list takes.</summary>
public record PageQuery
{
    public const int MaxLimit = 200;

    [FromQuery(Name = "limit"), Range(1, MaxLimit)]
    public int Limit { get; init; } = 50;

    [Cursor]
    public string? Cursor { get; init; }
}
