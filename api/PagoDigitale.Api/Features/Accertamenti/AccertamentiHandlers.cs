using FluentValidation;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Concurrency;
using PagoDigitale.Platform.Events;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Settings;
using PagoDigitale.Platform.Tenancy;
using PagoDigitale.Platform.Validation;

namespace PagoDigitale.Api.Features.Accertamenti;

public sealed class CreateAccertamentoHandler(AccertamentoWriter writer, AccertamentiQueries queries)
{
    public async Task<Outcome<Created<AccertamentoModel>>> RunAsync(AccertamentoInput input, CancellationToken ct)
    {
        var written = (await writer.UpsertAsync([input], ct))[0];
        if (written.Outcome == BatchItemOutcome.Refused)
            return ApiError.Conflict(
                AccertamentoInUse.Code,
                "The accertamento is in use",
                $"Accertamento {input.Number} of {input.Year} {AccertamentoInUse.Message}. {AccertamentoInUse.Remedy}"
            );
        var model = await queries.ReadAsync(PublicId.Format(AccertamentoModel.Prefix, written.Id), ct);
        return model.Error is { } error ? error : new Created<AccertamentoModel>(model.Value!, written.Outcome == BatchItemOutcome.Created);
    }
}

internal static class AccertamentoInUse
{
    public const string Code = "accertamento-in-use";
    public const string Message = "is named by allocations or reversali, which would show another chapter or article";
    public const string Remedy = "Send the chapter and article it has, or load the revenue under another number.";
}

/// <summary>Loads a batch: what is wrong is left out and told, the rest is written by one statement.</summary>
public sealed class LoadAccertamentiHandler(AccertamentoWriter writer, IValidator<AccertamentoInput> validator)
{
    private const int ErrorsMax = 20;

    public async Task<Outcome<AccertamentoBatchOutcome>> RunAsync(AccertamentoBatchInput batch, CancellationToken ct)
    {
        var items = new AccertamentoBatchItem[batch.Items.Count];
        var good = new List<int>();
        var keys = new Dictionary<(int, string), int>();
        for (var i = 0; i < items.Length; i++)
        {
            var errors = Check(batch.Items[i], i, keys);
            if (errors.Count == 0)
                good.Add(i);
            else
                items[i] = new()
                {
                    Index = i,
                    Outcome = BatchItemOutcome.Refused,
                    Errors = errors,
                };
        }
        var written = await writer.UpsertAsync([.. good.Select(i => batch.Items[i])], ct);
        foreach (var (index, result) in good.Zip(written))
            items[index] =
                result.Outcome == BatchItemOutcome.Refused
                    ? new()
                    {
                        Index = index,
                        Outcome = result.Outcome,
                        Errors =
                        [
                            Error($"items[{index}].chapter", AccertamentoInUse.Code, AccertamentoInUse.Message, AccertamentoInUse.Remedy),
                        ],
                    }
                    : new()
                    {
                        Index = index,
                        Outcome = result.Outcome,
                        AccertamentoId = PublicId.Format(AccertamentoModel.Prefix, result.Id),
                        Errors = [],
                    };
        return new AccertamentoBatchOutcome
        {
            Created = items.Count(i => i.Outcome == BatchItemOutcome.Created),
            Updated = items.Count(i => i.Outcome == BatchItemOutcome.Updated),
            Refused = items.Count(i => i.Outcome == BatchItemOutcome.Refused),
            Items = items,
        };
    }

    private IReadOnlyList<ProblemField> Check(AccertamentoInput? item, int index, Dictionary<(int, string), int> keys)
    {
        if (item is null)
            return [Error($"items[{index}]", "missing", "is null", "Send an accertamento, or leave the item out.")];
        var result = validator.Validate(item);
        if (!result.IsValid)
            return [.. result.ToFieldErrors().Take(ErrorsMax).Select(e => Error($"items[{index}].{e.Field}", e.Code, e.Message, e.Remedy))];
        return keys.TryAdd((item.Year, item.Number), index)
            ? []
            :
            [
                Error(
                    $"items[{index}].number",
                    "duplicate-in-batch",
                    $"is also item {keys[(item.Year, item.Number)]}",
                    "Send each year and number once."
                ),
            ];
    }

    private static ProblemField Error(string field, string code, string message, string remedy) =>
        new()
        {
            Field = field,
            Code = code,
            Message = message,
            Remedy = remedy,
        };
}

public sealed class ChangeAccertamentoHandler(
    TenantSession session,
    AccertamentiQueries queries,
    EventLog events,
    ISettingEffects effects,
    IValidator<AccertamentoChange> validator
)
{
    public async Task<Outcome<AccertamentoModel>> RunAsync(
        string accertamento,
        MergePatch<AccertamentoChange> patch,
        string? ifMatch,
        CancellationToken ct
    )
    {
        var found = await queries.ReadAsync(accertamento, ct);
        if (found.Error is { } missing)
            return missing;
        var current = found.Value!;
        if (EntityTag.Check(ifMatch, current.Version) is { } stale)
            return stale;
        var outcome = patch.ApplyTo(new() { Description = current.Description, IsActive = current.IsActive }, validator);
        if (outcome.Error is { } error)
            return error;
        PublicId.TryParse(accertamento, AccertamentoModel.Prefix, out var id);
        var changed = await session.ExecuteAsync(
            """
            UPDATE accertamenti SET description = $4, is_active = $5, version = version + 1
            WHERE organization_id = $1 AND accertamento_id = $2 AND version = $3
            """,
            ct,
            session.Organization,
            id,
            (int)current.Version,
            outcome.Value!.Description,
            outcome.Value.IsActive
        );
        if (changed == 0)
            return EntityTag.Stale(ifMatch, current.Version + 1);
        await events.EmitAsync("accertamento.changed", "accertamento", accertamento, new { outcome.Value.IsActive }, ct);
        var after = await queries.ReadAsync(accertamento, ct);
        return current.IsActive && outcome.Value.IsActive == false
            ? after.Value! with
            {
                Warnings = await effects.OfAsync([new SettingChange.AccertamentoClosed(id)], ct),
            }
            : after;
    }
}
