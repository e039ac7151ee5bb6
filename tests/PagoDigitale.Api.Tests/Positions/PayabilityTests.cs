using Npgsql;
using PagoDigitale.Api.Features.Notices;
using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Api.Gateways.PagoPa.Notices;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.TestKit;
using NoticeRow = PagoDigitale.Api.Features.Notices.NoticeRow;

namespace PagoDigitale.Api.Tests.Positions;

/// <summary>
/// What can be paid today is said in C# for one instalment and in SQL for sets: every state with every order of its days and today
/// has the same answer from both, from the node and from the printer of notices.
/// </summary>
public sealed class PayabilityTests : IAsyncLifetime
{
    private static readonly DateOnly Today = new(2026, 6, 15);

    private static readonly DateOnly?[] Days = [null, Today.AddDays(-1), Today, Today.AddDays(1)];

    private static readonly List<(InstalmentState State, PaymentTerms Terms)> Cases =
    [
        .. from state in Enum.GetValues<InstalmentState>()
        from validFrom in Days
        from dueDate in Days
        from validUntil in Days
        from keeps in new[] { true, false }
        select (state, new PaymentTerms(validFrom, dueDate, validUntil, keeps)),
    ];

    private string _connectionString = "";

    public async Task InitializeAsync() => _connectionString = await TestDatabase.CreateAsync();

    public Task DisposeAsync() => TestDatabase.DropAsync(_connectionString);

    [Fact]
    public Task What_is_payable_from_its_first_day_on_is_the_same_for_one_and_for_sets() =>
        CompareAsync(
            PayableSql.IsPrintable("$1"),
            (state, terms) => Payability.ObstacleOf(state, terms with { ValidFrom = null }, Today) is null
        );

    [Fact]
    public Task What_is_over_is_the_same_for_one_and_for_sets() =>
        CompareAsync(PayableSql.IsOver("i", "v", "$1"), (_, terms) => Payability.OverBy(terms, Today) is not null);

    [Fact]
    public Task What_is_past_its_last_day_is_the_same_for_one_and_for_sets() =>
        CompareAsync(PayableSql.IsPastLastDay("i", "$1"), (_, terms) => Payability.IsPastLastDay(terms.ValidUntil, Today));

    [Fact]
    public Task What_is_past_its_due_date_is_the_same_for_one_and_for_sets() =>
        CompareAsync(
            PayableSql.IsPastDueDate("i", "v", "$1"),
            (_, terms) => Payability.IsPastDueDate(terms.DueDate, terms.KeepsAfterDueDate, Today)
        );

    [Fact]
    public Task What_is_open_is_the_same_for_one_and_for_sets() =>
        CompareAsync(
            PayableSql.IsOpen("$1"),
            (state, terms) => state == InstalmentState.Unpaid && !Payability.IsPastLastDay(terms.ValidUntil, Today)
        );

    [Fact]
    public void The_node_is_told_no_fault_exactly_of_what_is_payable()
    {
        foreach (var (state, terms) in Cases)
            (NoticeFaults.Of(NoticeOf(state, terms), Today) is null).ShouldBe(
                Payability.ObstacleOf(state, terms, Today) is null,
                $"{state} {terms}"
            );
    }

    [Fact]
    public void A_notice_is_printed_exactly_when_it_is_payable_from_its_first_day_on()
    {
        foreach (var (state, terms) in Cases)
            (NoticePrintability.Obstacle(RowOf(state, terms), Today) is null).ShouldBe(
                Payability.ObstacleOf(state, terms with { ValidFrom = null }, Today) is null,
                $"{state} {terms}"
            );
    }

    /// <summary>Each way there are cases that the condition takes and cases that it does not: neither side says always the same.</summary>
    private async Task CompareAsync(string condition, Func<InstalmentState, PaymentTerms, bool> rule)
    {
        // Rows of a file have no payment options.
        var options = condition.Contains("i.keep_payable_after_due_date", StringComparison.Ordinal) ? 0 : 2;
        await using var connection = new NpgsqlConnection(_connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            $"""
            SELECT coalesce({condition}, false) FROM unnest($2::text[], $3::date[], $4::date[], $5::date[], $6::boolean[])
                WITH ORDINALITY AS c(state, valid_from, due_date, valid_until, keeps, n)
            -- Of every other one the payment option says something else than the service.
            CROSS JOIN LATERAL (SELECT c.state, c.due_date, c.valid_until, CASE WHEN c.n % 2 = {options} THEN c.keeps END
                AS keep_payable_after_due_date) i
            CROSS JOIN LATERAL (SELECT c.valid_from) p
            CROSS JOIN LATERAL (SELECT c.keeps <> (c.n % 2 = {options}) AS keep_payable_after_due_date) v
            ORDER BY n
            """,
            connection
        )
        {
            Parameters =
            {
                new() { Value = Today },
                new() { Value = Cases.Select(c => StateText.Of(c.State)).ToArray() },
                new() { Value = Cases.Select(c => c.Terms.ValidFrom).ToArray() },
                new() { Value = Cases.Select(c => c.Terms.DueDate).ToArray() },
                new() { Value = Cases.Select(c => c.Terms.ValidUntil).ToArray() },
                new() { Value = Cases.Select(c => c.Terms.KeepsAfterDueDate).ToArray() },
            },
        };
        var told = new List<bool>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            told.Add(reader.GetBoolean(0));
        told.Count.ShouldBe(Cases.Count);
        told.ShouldContain(true);
        told.ShouldContain(false);
        foreach (var ((state, terms), isTold) in Cases.Zip(told))
            isTold.ShouldBe(rule(state, terms), $"{state} {terms}");
    }

    private static NoticeOfPosition NoticeOf(InstalmentState state, PaymentTerms terms) =>
        new()
        {
            State = StateText.Of(state),
            Iuv = "01000000000000001",
            AmountCents = 100,
            DueDate = terms.DueDate,
            ValidUntil = terms.ValidUntil,
            ValidFrom = terms.ValidFrom,
            IsPayableAfterDueDate = terms.KeepsAfterDueDate,
            Description = "Quota",
            OptionDescription = null,
            DebtorType = "F",
            DebtorFiscalCode = "RSSMRA80A01H501U",
            DebtorName = "Mario Rossi",
            DebtorAddress = null,
            DebtorEmail = null,
            Metadata = [],
            Transfers = [],
        };

    private static NoticeRow RowOf(InstalmentState state, PaymentTerms terms) =>
        new()
        {
            InstalmentId = Guid.Empty,
            PositionId = Guid.Empty,
            NoticeNumber = "301000000000000001",
            Iuv = "01000000000000001",
            State = state,
            AmountCents = 100,
            DueDate = terms.DueDate,
            ValidUntil = terms.ValidUntil,
            Index = 1,
            LastIndex = 1,
            PositionDescription = "Quota",
            DebtorFiscalCode = "RSSMRA80A01H501U",
            DebtorName = "Mario Rossi",
            CreatedAt = DateTimeOffset.UnixEpoch,
            IsPayableAfterDueDate = terms.KeepsAfterDueDate,
        };
}
