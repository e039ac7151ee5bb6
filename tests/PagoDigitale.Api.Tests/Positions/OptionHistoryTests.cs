using PagoDigitale.Api.Tests.AcaNotices;
using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using Xunit.Abstractions;
using static PagoDigitale.Api.Tests.Positions.OptionScene;
using static PagoDigitale.Api.Tests.Receipts.PayerCredits;

namespace PagoDigitale.Api.Tests.Positions;

/// <summary>
/// Histories of positions that can be paid in several ways: payments of any option in any order, twice, late, declared and taken back, told
/// by rows alone and dropped by revisions, also of notices that were replaced; cancelled, reopened, changed, sent again; in random order
/// (the seed is printed). Every second position comes by a file, a row for each instalment. After every step each control of the ledger
/// holds, what is offered asks what it asked, never can two options be paid once something of one is, and the archive of notices would take
/// in stand-in what the station would.
/// </summary>
public sealed class OptionHistoryTests(OneApi one, ITestOutputHelper output) : IClassFixture<OneApi>
{
    private const int Histories = 12;
    private const int Steps = 14;

    [Fact]
    public async Task Whatever_happens_one_option_is_owed_and_every_control_holds()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("PAGODIGITALE_SEED"), out var given) ? given : Environment.TickCount;
        await using var archive = await Archive.StartAsync();
        for (var own = seed; own < seed + Histories; own++)
        {
            output.WriteLine($"PAGODIGITALE_SEED={own}");
            // Told by the seed: a history begins again as it began.
            var scene = await MoneyScene.CreateAsync(one.Api);
            await new ArchiveScene(scene, archive).ConnectAsync();
            await new History(scene, archive, new Random(own), output).PlayAsync(isFromFile: own % 2 == 0);
        }
    }

    private sealed class History(MoneyScene scene, Archive archive, Random random, ITestOutputHelper output)
    {
        private readonly List<Paid> _received = [];
        private readonly List<Paid> _declared = [];
        private readonly List<FlowFile> _flows = [];
        private readonly List<Instalment> _replaced = [];
        private PositionInput _plan = null!;
        private Position _position = null!;
        private int _checks;
        private bool _isCancelled;

        public async Task PlayAsync(bool isFromFile)
        {
            Say(isFromFile ? "begins from a file" : "begins from a call");
            _plan = Plan();
            _position = isFromFile ? await LoadAsync(_plan) : await scene.Positions.CreateAsync(_plan);
            await CheckAsync();
            for (var step = 0; step < Steps; step++)
            {
                await StepAsync();
                _position = await scene.Positions.ReadAsync(_position);
                output.WriteLine($"  {_position.State}: {StatesOf(_position)}");
                await CheckAsync();
            }
        }

        private async Task<Position> LoadAsync(PositionInput plan)
        {
            var flow = await scene.Client.Flows.UploadAsync(
                scene.Organization,
                "posizioni.csv",
                new MemoryStream(FileOf(plan)),
                new() { OpenEnded = true }
            );
            await scene.Api.RunJobsAsync();
            await scene.Client.Flows.ConfirmAsync(scene.Organization, flow.Id);
            await scene.Api.RunJobsAsync();
            var made = (await scene.Client.Positions.ListAsync(scene.Organization, new() { FlowId = flow.Id })).Items.Single();
            var position = await scene.Positions.Positions.ReadAsync(scene.Organization, made.Id);
            AmountsOf(position.PaymentOptions.Select(o => o.Instalments.Select(i => (long?)i.AmountCents)))
                .ShouldBe(AmountsOf(plan.PaymentOptions!.Select(o => o.Instalments.Select(i => i.AmountCents))));
            return position;

            static string AmountsOf(IEnumerable<IEnumerable<long?>> options) =>
                string.Join(" | ", options.Select(o => string.Join(' ', o)));
        }

        private async Task StepAsync()
        {
            var (option, instalment) = Any();
            var paid = new Paid(
                _position.Id,
                instalment.Id,
                instalment.NoticeNumber!,
                Guid.NewGuid().ToString("N"),
                instalment.AmountCents
            );
            switch (random.Next(14))
            {
                case 0 or 1 or 2:
                    Say($"receipt of {option}.{instalment.Index}: {await scene.ReceiveAsync(paid)}");
                    _received.Add(paid);
                    break;
                case 3:
                    Say($"both at once of {option}.{instalment.Index} and of another");
                    var (_, other) = Any();
                    await Task.WhenAll(
                        scene.ReceiveAsync(paid),
                        scene.ReceiveAsync(
                            new(_position.Id, other.Id, other.NoticeNumber!, Guid.NewGuid().ToString("N"), other.AmountCents)
                        )
                    );
                    break;
                case 4 or 5:
                    if (await AllowedAsync($"declared {option}.{instalment.Index}", () => scene.DeclareAsync(paid)))
                        _declared.Add(paid);
                    break;
                case 6 when _declared.Count > 0:
                    await AllowedAsync(
                        "declaration taken back",
                        () =>
                            scene.Client.Positions.WithdrawOutsidePaymentAsync(
                                scene.Organization,
                                _position.Id,
                                new() { InstalmentId = _declared[random.Next(_declared.Count)].InstalmentId, Reason = "Sbagliato" }
                            )
                    );
                    break;
                case 7:
                    Say($"row of {option}.{instalment.Index}");
                    _flows.Add(scene.Flow(paid.Row with { Outcome = random.Next(2) == 0 ? "9" : "0" }));
                    await scene.UploadAsync(_flows[^1]);
                    break;
                case 8 when _flows.Count > 0:
                    var at = random.Next(_flows.Count);
                    Say($"revision drops the row of flow {at}");
                    _flows[at] = _flows[at] with { At = _flows[at].At.AddHours(1), Rows = [Foreign()] };
                    await scene.UploadAsync(_flows[at]);
                    break;
                case 9:
                    _isCancelled |= await AllowedAsync("cancelled", () => scene.Positions.CancelAsync(_position));
                    break;
                case 10:
                    _isCancelled &= !await AllowedAsync("reopened", () => scene.Positions.ReopenAsync(_position));
                    break;
                case 11 when _position.ExternalId is not null:
                    await SendAgainAsync();
                    break;
                case 13 when _replaced.Count > 0:
                    var late = _replaced[random.Next(_replaced.Count)];
                    var came = paid with { InstalmentId = late.Id, NoticeNumber = late.NoticeNumber!, Cents = late.AmountCents };
                    if (random.Next(2) == 0)
                        Say($"receipt of a notice that was replaced: {await scene.ReceiveAsync(came)}");
                    else
                    {
                        Say("row of a notice that was replaced");
                        _flows.Add(scene.Flow(came.Row));
                        await scene.UploadAsync(_flows[^1]);
                    }
                    break;
                case 12 when _received.Count > 0:
                    var gone = _received[random.Next(_received.Count)];
                    var receipt = (
                        await scene.Client.Receipts.ListAsync(scene.Organization, new() { Iur = gone.ReceiptId })
                    ).Items.Single();
                    await AllowedAsync("refunded", () => RefundAsync(scene, receipt.Id, gone.Cents));
                    break;
                default:
                    break;
            }
        }

        private async Task SendAgainAsync()
        {
            var plan = Plan();
            if (!await AllowedAsync("sent again with another plan", () => scene.Positions.CreateAsync(plan)))
                return;
            _plan = plan;
            var now = await scene.Positions.ReadAsync(_position);
            var numbers = now.PaymentOptions.SelectMany(o => o.Instalments).Select(i => i.NoticeNumber).ToHashSet();
            _replaced.AddRange(_position.PaymentOptions.SelectMany(o => o.Instalments).Where(i => !numbers.Contains(i.NoticeNumber)));
        }

        /// <summary>Nothing that came elsewhere makes what is offered more, less or impossible to pay.</summary>
        private void CheckOffered(bool isBegun)
        {
            var offered = _position.PaymentOptions.Where(o => o.Index <= _plan.PaymentOptions!.Count).ToList();
            offered.Select(o => o.AmountCents).ShouldBe(_plan.PaymentOptions!.Select(o => o.Instalments.Sum(i => i.AmountCents!.Value)));
            _position.AmountCents.ShouldBeOneOf([.. offered.Select(o => o.AmountCents)]);
            if (!isBegun)
                foreach (var option in offered.Where(o => o.Instalments.Any(i => i.State == "void")))
                    option.Instalments.ShouldContain(i => i.ReceiptId != null, "nothing is paid, and this one cannot be");
            foreach (var option in _position.PaymentOptions.Except(offered))
                (option.IsOwed, option.State).ShouldBe((false, "void"));
        }

        private async Task CheckAsync()
        {
            await scene.BalancedAsync();
            // Every second step, the last one among them: what comes between is told with it.
            if (_checks++ % 2 == 0)
            {
                var told = new ArchiveScene(scene, archive);
                await told.CallAsync();
                await told.ShouldBeAlignedAsync();
            }
            // What came for it while it was cancelled is owed back, and begins nothing.
            var begun = (
                await scene.Positions.QueryAsync<short>($"SELECT DISTINCT option_index FROM instalments {Settled} AND NOT is_released")
            ).ConvertAll(o => (int)o);
            begun.Count.ShouldBeLessThanOrEqualTo(1);
            foreach (var option in _position.PaymentOptions.Where(o => begun.Count > 0 && o.Index != begun[0]))
                option.Instalments.ShouldAllBe(i => i.State != "unpaid", "another option is paid, and this one can be");
            _position.PaymentOptions.Count(o => o.IsOwed).ShouldBeLessThanOrEqualTo(1);
            // Of what is cancelled the amount is not asked, also when all of it was paid afterwards.
            var isOver = _isCancelled && !_position.PaymentOptions.Any(o => o.IsOwed);
            if (!isOver && _position.PaymentOptions.SelectMany(o => o.Instalments).All(i => i.State != "cancelled"))
                CheckOffered(begun.Count > 0);
            // What rows tell of before its receipt has come stands on the receivables, and is not asked for any more.
            var awaited = (
                await scene.Positions.QueryAsync<long>(
                    $"""
                    SELECT coalesce(sum(amount_cents), 0)::bigint FROM instalments
                    {Settled} AND NOT is_released AND receipt_record_id IS NULL
                    """
                )
            ).Single();
            (await scene.BalanceAsync("receivables")).ShouldBe(_position.OutstandingCents!.Value + awaited);
        }

        private string Settled => $"WHERE organization_id = '{scene.Organization}' AND state IN ('paid', 'reported', 'reconciled')";

        private PositionInput Plan()
        {
            var total = 100 * random.Next(30, 60);
            var rates = random.Next(2, 4);
            var (each, rest) = (total / rates, total % rates);
            PaymentOptionInput[] options =
            [
                Option(total),
                Option([.. Enumerable.Range(0, rates).Select(n => (long)each + (n == 0 ? rest : 0))]),
                .. random.Next(2) == 0 ? [] : new[] { Reduced(total - 500, PositionScene.Today.AddDays(5)) },
            ];
            random.Shuffle(options);
            return InputOf(options, _externalId);
        }

        private readonly string _externalId = Guid.NewGuid().ToString("N");

        private (int Option, Instalment Instalment) Any()
        {
            var option = _position.PaymentOptions.ElementAt(random.Next(_position.PaymentOptions.Count));
            return (option.Index, option.Instalments.ElementAt(random.Next(option.Instalments.Count)));
        }

        /// <summary>A payment of nobody here.</summary>
        private static ReportedRow Foreign() => new("99999999999999999", Guid.NewGuid().ToString("N"), 100);

        /// <summary>What the organization decides itself can be refused; then nothing has changed.</summary>
        private async Task<bool> AllowedAsync(string what, Func<Task> step)
        {
            try
            {
                await step();
                Say(what);
                return true;
            }
            catch (PagoDigitaleConflictException refused)
            {
                Say($"{what}: refused, {refused.Code}");
                return false;
            }
        }

        private void Say(string what) => output.WriteLine(what);
    }
}
