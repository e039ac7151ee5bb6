using System.Globalization;
using System.Security.Cryptography;
using PagoDigitale.Api.Gateways.Aca.Door;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.AcaNotices.Loading;

/// <summary>What there is to do for a notice.</summary>
internal enum AcaVerdict
{
    /// <summary>The archive was never told, and has nothing to be told.</summary>
    Nothing,
    Unchanged,
    Load,
    Change,
    Withdraw,
    Refuse,
}

/// <param name="Record">What is to be on record before anybody is called.</param>
/// <param name="AmountCents">What the archive is to ask for.</param>
/// <param name="Position">What it is to be told; null where there is nothing to tell.</param>
/// <param name="FirstMoment">Of the day on which it can be paid, where that is still to come.</param>
/// <param name="Refusal">Why the archive must not have it, once it has closed what it may know.</param>
internal sealed record AcaDecision(
    AcaFacts Facts,
    AcaVerdict Verdict,
    AcaRecord Record,
    long AmountCents,
    AcaPosition? Position = null,
    byte[]? Body = null,
    DateTimeOffset? FirstMoment = null,
    Failure? Refusal = null
)
{
    /// <summary>After which day the archive lets it expire by itself, once it has been told.</summary>
    public DateOnly? LastDay => Position is { SwitchToExpired: true, Amount: > 0 } ? AcaJudge.DueDateOf(Facts.Terms) : null;
}

/// <summary>
/// Compares a notice with what the archive was told of it. Payable here is payable there (<see cref="Payability"/>): open ones are told
/// with their last day, those whose first day is still to come on that day, and what cannot be paid any more is closed. Closed is for good;
/// so what is only over, and the archive lets expire by itself, stays as it is: its term may be put off.
/// </summary>
internal static class AcaJudge
{
    /// <summary>For what never ends, and as the node is told (SANP, best practice).</summary>
    private static readonly DateOnly _never = new(2099, 12, 31);

    public static readonly Failure Closed = new()
    {
        Code = "aca-notice-closed",
        Message = AcaNoticesTexts.IsClosed.With(),
        Remedy = AcaNoticesTexts.IssueAnother.With(),
    };

    private static readonly Failure _mustNotBePushed = new()
    {
        Code = "aca-request-to-pay-excluded",
        Message = AcaNoticesTexts.MustNotBePushed.With(),
        Remedy = AcaNoticesTexts.AllowRequest.With(),
    };

    /// <param name="isToldAgain">Nothing of what the archive is thought to have is believed.</param>
    /// <param name="isRefusedAgain">What it refused is told again.</param>
    public static AcaDecision Judge(
        string organization,
        AcaFacts facts,
        DateTimeOffset now,
        bool isToldAgain = false,
        bool isRefusedAgain = false
    )
    {
        // Nor is it what remains where the archive refuses to hear it again.
        if (isToldAgain && facts.Record is { } believed)
            facts = facts with { Record = believed with { ToldDigest = null } };
        var (record, today) = (facts.Record ?? AcaRecord.None, RomeTime.LegalDate(now));
        if (facts.State != InstalmentState.Unpaid && facts.State != InstalmentState.Expired)
            return Gone(organization, facts, record, now);
        if (facts.State == InstalmentState.Expired || Payability.OverBy(facts.Terms, today) is not null)
            return record.IsOpenThere && record.ToldLastDay < today
                ? Settled(facts, record, AcaNoticeState.Withdrawn, 0)
                : Gone(organization, facts, record, now);
        // An organization that is not active answers for nobody; it may be again.
        if (!facts.IsOrganizationActive && !record.IsAsked)
            return Gone(organization, facts, record, now);
        return Open(organization, facts, record, now, isRefusedAgain);
    }

    public static DateOnly DueDateOf(PaymentTerms terms) => terms.DueDate ?? terms.ValidUntil ?? _never;

    private static AcaDecision Gone(string organization, AcaFacts facts, AcaRecord record, DateTimeOffset now)
    {
        if (facts.Record is null)
            return new(facts, AcaVerdict.Nothing, record, 0);
        if (!record.IsAsked || record.IsClosedThere)
            return Settled(facts, record, AcaNoticeState.Withdrawn, 0);
        return Tell(facts, record, AcaVerdict.Withdraw, PositionOf(organization, facts, 0, payStandIn: true), now);
    }

    private static AcaDecision Open(string organization, AcaFacts facts, AcaRecord record, DateTimeOffset now, bool isRefusedAgain)
    {
        // Whatever it is told of it would push it again.
        if (!facts.MayBePushed)
            return record.IsAsked && !record.IsClosedThere
                ? Gone(organization, facts, record, now) with
                {
                    Refusal = _mustNotBePushed,
                }
                : Refuse(facts, record, _mustNotBePushed, 0);
        if (record.IsClosedThere)
            return Refuse(facts, record, Closed, facts.AmountCents);
        var isUpcoming = Payability.IsNotYetValid(facts.Terms.ValidFrom, RomeTime.LegalDate(now));
        var firstMoment = isUpcoming ? RomeTime.StartOfDay(facts.Terms.ValidFrom!.Value) : (DateTimeOffset?)null;
        if (isUpcoming && !record.IsAsked)
            return Wait(facts, record, firstMoment!.Value);
        var position = PositionOf(organization, facts, facts.AmountCents, payStandIn: !isUpcoming && facts.IsOrganizationActive);
        var verdict = record.ToldAmountCents > 0 ? AcaVerdict.Change : AcaVerdict.Load;
        var decision = Tell(facts, record, verdict, position, now) with { FirstMoment = firstMoment };
        // Known already, and not to be paid before its day: told so, and told otherwise when that has come.
        if (record.ToldDigest.AsSpan().SequenceEqual(decision.Record.Digest))
            return isUpcoming
                ? Wait(facts, record, firstMoment!.Value)
                : Settled(facts, Known(record, decision.Record.Digest!), AcaNoticeState.Loaded, facts.AmountCents);
        if (!isRefusedAgain && record.State == AcaNoticeState.Refused && record.Digest.AsSpan().SequenceEqual(decision.Record.Digest))
            return new(facts, AcaVerdict.Unchanged, record, facts.AmountCents);
        return decision;
    }

    /// <summary>The record itself, where it says so already: then there is nothing to write.</summary>
    private static AcaRecord Known(AcaRecord record, byte[] digest) =>
        record.Digest.AsSpan().SequenceEqual(digest) ? record : record with { Digest = digest };

    /// <summary>What failed with this content waits for its time; other content is told at once.</summary>
    private static AcaDecision Tell(AcaFacts facts, AcaRecord record, AcaVerdict verdict, AcaPosition position, DateTimeOffset now)
    {
        var body = AcaClient.BodyOf(position);
        var digest = SHA256.HashData(body);
        var isSame = record.State == AcaNoticeState.ToLoad && record.Digest.AsSpan().SequenceEqual(digest);
        var from = isSame && record.NextAttemptAt > now ? record.NextAttemptAt.Value : now;
        var waits = record with
        {
            State = AcaNoticeState.ToLoad,
            Digest = digest,
            WaitingSince = record.State == AcaNoticeState.ToLoad && record.WaitingSince is { } since && since < now ? since : now,
            Attempts = isSame ? record.Attempts : 0,
            Failure = isSame ? record.Failure : null,
            NextAttemptAt = from,
        };
        return new(facts, verdict, waits, position.Amount, position, body);
    }

    private static AcaDecision Wait(AcaFacts facts, AcaRecord record, DateTimeOffset from) =>
        new(
            facts,
            AcaVerdict.Unchanged,
            record with
            {
                State = AcaNoticeState.ToLoad,
                WaitingSince = from,
                Attempts = 0,
                Failure = null,
                NextAttemptAt = from,
            },
            facts.AmountCents
        );

    private static AcaDecision Settled(AcaFacts facts, AcaRecord record, AcaNoticeState state, long amountCents) =>
        new(
            facts,
            AcaVerdict.Unchanged,
            record with
            {
                State = state,
                WaitingSince = null,
                Attempts = record.State == state ? record.Attempts : 0,
                Failure = null,
                NextAttemptAt = null,
            },
            amountCents
        );

    private static AcaDecision Refuse(AcaFacts facts, AcaRecord record, Failure why, long amountCents) =>
        new(
            facts,
            record.State == AcaNoticeState.Refused && record.Failure?.Code == why.Code ? AcaVerdict.Unchanged : AcaVerdict.Refuse,
            record with
            {
                State = AcaNoticeState.Refused,
                // Whatever it would be told then, it was not that which was refused.
                Digest = null,
                WaitingSince = null,
                Failure = why,
                NextAttemptAt = null,
            },
            amountCents
        );

    private static AcaPosition PositionOf(string organization, AcaFacts facts, long amountCents, bool payStandIn)
    {
        var (terms, dueDate) = (facts.Terms, DueDateOf(facts.Terms));
        // The last moment of the day, in Rome.
        var expiration = RomeTime.At(RomeTime.StartOfDay(dueDate.AddDays(1)).AddSeconds(-1));
        return new(
            organization,
            facts.DebtorType,
            facts.DebtorFiscalCode,
            Text(facts.DebtorName) ?? facts.DebtorFiscalCode,
            facts.Iuv,
            facts.NoticeNumber,
            amountCents,
            Text(facts.Description) ?? $"Avviso {facts.Iuv}",
            expiration.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture),
            facts.Iban,
            facts.PostalIban,
            IsLastDay(terms, dueDate),
            payStandIn
        );
    }

    /// <summary>Whether nobody takes the payment after the day that the payer is told.</summary>
    private static bool IsLastDay(PaymentTerms terms, DateOnly dueDate) => Payability.OverBy(terms, dueDate.AddDays(1)) is not null;

    private static string? Text(string text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
