using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Api.Features.RefusedMessages.Door;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.RefusedMessages;

public sealed record RefusedMessageFilter : PageQuery
{
    [CommaSeparated("state")]
    public string[]? State { get; init; }

    [CommaSeparated("kind")]
    public string[]? Kind { get; init; }
}

/// <summary>A page of what was refused, the newest first.</summary>
public sealed class RefusedMessageList(TenantSession session, RefusedMessageRows rows)
{
    public async Task<Outcome<Page<RefusedMessageModel>>> ReadAsync(RefusedMessageFilter filter, CancellationToken ct)
    {
        if (Cursor.TryReadId(filter.Cursor, out var after) is { } error)
            return error;
        if (
            (
                QueryValue.TryStates<RefusedMessageState>(filter.State, "state")
                ?? QueryValue.TryStates<RefusedMessageKind>(filter.Kind, "kind")
            ) is
            { } unknown
        )
            return unknown;
        var where = new Conditions("organization_id = $1", session.Organization)
            .AndAnyOf("FROM refused_messages WHERE ", "kind", filter.Kind)
            .AndAnyOf("FROM refused_messages WHERE ", "state", filter.State)
            .Behind("refused_message_id", after);
        var found = await rows.FindAsync(where.Page(filter.Limit, "refused_message_id"), where.Values, ct);
        return Page<RefusedMessageModel>.Of(found, filter.Limit, r => r.Model, r => Cursor.Of(r.Id));
    }
}
