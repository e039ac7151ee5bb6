using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using PagoDigitale.Api.Database;
using PagoDigitale.Api.Features.AcaNotices;
using PagoDigitale.Api.Features.AcaNotices.Aligning;
using PagoDigitale.Api.Features.ActivityLog;
using PagoDigitale.Api.Features.BankStatements;
using PagoDigitale.Api.Features.Connections.Door;
using PagoDigitale.Api.Features.Flows;
using PagoDigitale.Api.Features.MissingReceipts;
using PagoDigitale.Api.Features.PublishedFlows;
using PagoDigitale.Api.Features.ReceiptArchives;
using PagoDigitale.Api.Features.Receipts;
using PagoDigitale.Api.Features.Receipts.Door;
using PagoDigitale.Api.Features.RefusedMessages;
using PagoDigitale.Api.Features.RefusedMessages.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.Ledger;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Core.Reconciliation;
using PagoDigitale.Core.Remittance;
using PagoDigitale.Platform.Jobs;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Database;

/// <summary>
/// The database takes of a state what the code has for it, and nothing else: the CHECK of each column that holds the text of an
/// enumeration lists its values.
/// </summary>
public sealed partial class StateCheckTests(Catalogue catalogue) : IClassFixture<Catalogue>
{
    private static readonly Dictionary<string, (Type Enum, IEnumerable<string> Texts)> Enums = new()
    {
        ["aca_alignments.origin"] = Of<AcaAlignmentOrigin>(),
        ["aca_alignments.scope"] = Of<AcaAlignmentScope>(),
        ["aca_alignments.state"] = Of<AcaAlignmentState>(),
        ["aca_notices.state"] = Of<AcaNoticeState>(),
        ["activity_log.outcome"] = Of<ActivityOutcome>(),
        ["bank_movements.reference_confidence"] = Of<RemittanceConfidence>(),
        ["bank_movements.reference_kind"] = Of<ReferenceKind>(),
        ["bank_movements.state"] = Of<MovementState>(),
        ["connections.connection"] = Of<ConnectionCode>(),
        ["debtor_corrections.type"] = DebtorTypes,
        ["co_debtors.type"] = DebtorTypes,
        ["debtors.type"] = DebtorTypes,
        ["flow_rows.debtor_type"] = DebtorTypes,
        ["flow_rows.option_kind"] = Of<PaymentOptionKind>(),
        ["flow_rows.request_to_pay"] = Of<RequestToPay>(),
        ["flow_rows.verdict"] = Of<FlowRowVerdict>(),
        ["flows.state"] = Of<FlowState>(),
        ["iban_replacements.state"] = Of<IbanReplacementState>(),
        ["instalments.state"] = Of<InstalmentState>(),
        ["instalments.state_before_report"] = Of<InstalmentState>(),
        ["payment_options.kind"] = Of<PaymentOptionKind>(),
        ["payer_credit_uses.kind"] = Of<PayerCreditUseKind>(),
        ["positions.debtor_type"] = DebtorTypes,
        ["positions.request_to_pay"] = Of<RequestToPay>(),
        ["positions.state"] = Of<PositionState>(),
        ["postings.credit"] = Of<LedgerAccount>(),
        ["postings.debit"] = Of<LedgerAccount>(),
        ["postings.kind"] = Of<PostingKind>(),
        ["missing_receipts.state"] = Of<MissingReceiptState>(),
        ["published_flows.state"] = Of<PublishedFlowState>(),
        ["receipt_archive_files.outcome"] = Of<ReceiptFileOutcome>(),
        ["receipt_archives.state"] = Of<ReceiptArchiveState>(),
        ["receipts.classification"] = Of<ReceiptClassification>(),
        ["receipts.debtor_type"] = DebtorTypes,
        ["receipts.origin"] = Of<ReceiptOrigin>(),
        ["receipts.payer_type"] = DebtorTypes,
        ["receipts.version"] = Of<ReceiptVersion>(),
        // As accountants write them.
        ["reconciliation_items.class"] = (typeof(ReconciliationClass), ReconciliationClassText.All),
        ["reconciliation_jobs.state"] = Of<ReconciliationJobState>(),
        ["jobs.lane"] = Of<JobLane>(),
        ["refused_messages.kind"] = Of<RefusedMessageKind>(),
        ["refused_messages.state"] = Of<RefusedMessageState>(),
        ["rendicontazioni.state"] = Of<RendicontazioneState>(),
        ["services.request_to_pay"] = Of<RequestToPay>(),
    };

    /// <summary>Their CHECK is the only list there is.</summary>
    private static readonly Dictionary<string, string> ListedInSqlOnly = new()
    {
        ["jobs.state"] = "The states of the queue are those of the statements of JobQueue; no code holds one.",
        ["reconciliation_items.kind"] = "Named by the statements of FactSql that find them.",
        ["reconciliation_marks.kind"] = "Named by the triggers that leave them.",
    };

    private static readonly Dictionary<string, string> OpenTexts = new()
    {
        ["events.subject_type"] = "Each feature names its own.",
        ["events.type"] = "Each feature names its own.",
        ["flow_staging.debtor_type"] = "On its way to flow_rows, whose CHECK holds it.",
        ["flow_staging.option_kind"] = "The same.",
        ["flow_staging.request_to_pay"] = "The same.",
        ["inbound_messages.kind"] = "Named by who takes the message.",
        ["inbound_messages.media_type"] = "As it came.",
        ["outbound_exchanges.media_type"] = "As the service said.",
        ["inbound_messages.outcome"] = "The fault told to the node, in the node's words.",
        ["jobs.kind"] = "Named by its handler.",
        ["organization_logos.media_type"] = "As it came.",
        ["posting_balances.credit"] = "Sums of postings, whose CHECK holds it.",
        ["posting_balances.debit"] = "Sums of postings, whose CHECK holds it.",
        ["posting_balances.kind"] = "Sums of postings, whose CHECK holds it.",
        ["posting_totals.credit"] = "Sums of postings, whose CHECK holds it.",
        ["posting_totals.debit"] = "Sums of postings, whose CHECK holds it.",
        ["posting_totals.kind"] = "Sums of postings, whose CHECK holds it.",
        ["posting_tail.credit"] = "A copy of a posting's, whose CHECK holds it.",
        ["posting_tail.debit"] = "A copy of a posting's, whose CHECK holds it.",
        ["posting_tail.kind"] = "A copy of a posting's, whose CHECK holds it.",
        ["services.functional_class"] = "The organization's own.",
        ["taxonomy_codes.organization_type"] = "As pagoPA published it.",
    };

    /// <summary>As the node writes it.</summary>
    private static (Type, IEnumerable<string>) DebtorTypes => (typeof(DebtorType), Enum.GetNames<DebtorType>());

    [Fact]
    public async Task Every_list_of_texts_is_that_of_its_enumeration()
    {
        var checks = await ChecksAsync();

        checks.Keys.ShouldBe([.. Enums.Keys, .. ListedInSqlOnly.Keys], ignoreOrder: true);
        Enums
            .Select(e => (Column: e.Key, Lacks: e.Value.Texts.Except(checks[e.Key]), TooMuch: checks[e.Key].Except(e.Value.Texts)))
            .Where(e => e.Lacks.Any() || e.TooMuch.Any())
            .Select(e => $"{e.Column} lacks '{string.Join(", ", e.Lacks)}', and has '{string.Join(", ", e.TooMuch)}' too much")
            .ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_column_named_like_a_state_is_checked_or_listed() =>
        (
            await catalogue.NamesAsync(
                """
                SELECT c.relname || '.' || a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
                WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace AND a.atttypid = 'text'::regtype
                  AND a.attname ~ ('(^|_)(state|status|kind|type|class|classification|outcome|origin|verdict|'
                    || 'version|confidence|debit|credit|lane|scope|connection|request_to_pay)(_|$)')
                """
            )
        ).ShouldBe([.. Enums.Keys, .. ListedInSqlOnly.Keys, .. OpenTexts.Keys], ignoreOrder: true);

    [Fact]
    public void Every_state_of_a_life_cycle_has_a_column() =>
        typeof(StateText)
            .Assembly.GetTypes()
            .Where(t => t.IsEnum && t.Namespace == typeof(StateText).Namespace && t.Name.EndsWith("State", StringComparison.Ordinal))
            .Except(Enums.Values.Select(e => e.Enum))
            // Computed whenever it is told.
            .Except([typeof(PaymentOptionState)])
            .ShouldBeEmpty();

    [Fact]
    public void Every_enumeration_that_is_mapped_is_in_its_column()
    {
        using var db = new PagoDb(new DbContextOptionsBuilder<PagoDb>().UseNpgsql().Options);
        var mapped = (
            from entity in db.Model.GetEntityTypes()
            from property in entity.GetProperties()
            let type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType
            where type.IsEnum
            select (Column: $"{entity.GetTableName()}.{property.GetColumnName()}", Enum: type)
        ).ToList();

        mapped.ShouldNotBeEmpty();
        mapped.Except(Enums.Select(e => (e.Key, e.Value.Enum))).ShouldBeEmpty();
    }

    private static (Type, IEnumerable<string>) Of<T>()
        where T : struct, Enum => (typeof(T), StateText.All<T>());

    private async Task<Dictionary<string, string[]>> ChecksAsync()
    {
        var definitions = await catalogue.RowsAsync(
            """
            SELECT c.conrelid::regclass::text || '.' || a.attname, pg_get_constraintdef(c.oid)
            FROM pg_constraint c JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
            WHERE c.contype = 'c' AND c.connamespace = 'public'::regnamespace AND cardinality(c.conkey) = 1
            """,
            r => (Column: r.GetString(0), List: TextList().Match(r.GetString(1)))
        );
        return definitions
            .Where(d => d.List.Success)
            .ToDictionary(d => d.Column, d => d.List.Groups["text"].Captures.Select(text => text.Value).ToArray());
    }

    [GeneratedRegex(@"^CHECK \(\(\w+ = ANY \(ARRAY\[('(?<text>[^']*)'::text(, )?)+\]\)\)\)$")]
    private static partial Regex TextList();
}
