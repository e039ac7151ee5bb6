using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using PagoDigitale.Platform.Http;

namespace PagoDigitale.Platform.Database;

public static class JsonColumn
{
    /// <summary>Keeps an immutable value as jsonb, in the API's own JSON dialect.</summary>
    public static PropertyBuilder<T> HasJson<T>(this PropertyBuilder<T> property) =>
        property
            .HasColumnType("jsonb")
            .HasConversion(
                value => JsonSerializer.Serialize(value, ApiJson.Options),
                text => JsonSerializer.Deserialize<T>(text, ApiJson.Options)!,
                new ValueComparer<T>(
                    (a, b) => JsonSerializer.Serialize(a, ApiJson.Options) == JsonSerializer.Serialize(b, ApiJson.Options),
                    value => value == null ? 0 : JsonSerializer.Serialize(value, ApiJson.Options).GetHashCode(StringComparison.Ordinal)
                )
            );
}
