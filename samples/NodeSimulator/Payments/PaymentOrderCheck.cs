using PagoDigitale.Core.Identifiers;

namespace PagoDigitale.NodeSimulator.Payments;

internal static class PaymentOrderCheck
{
    private const int NoticesMax = 100_000;
    private const int ParallelismMax = 64;
    private const int PspIdLengthMax = 12;

    /// <summary>What is wrong, by member; nothing when the order can be carried out.</summary>
    public static Dictionary<string, string[]> Problems(PaymentOrder order)
    {
        var problems = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (order.NodeUrl is not { IsAbsoluteUri: true, Scheme: "http" or "https" })
            problems["nodeUrl"] = ["Give the http address where the station answers."];
        if (!OrganizationCode.TryParse(order.IdPa, out _))
            problems["idPa"] = ["Give the 11 digits of the organization's fiscal code."];
        if (order.IdBroker.Length is 0 or > 35)
            problems["idBroker"] = ["Give the fiscal code of the broker."];
        if (order.IdStation.Length is 0 or > 35)
            problems["idStation"] = ["Give the station, as in 15376371009_01."];
        if (order.Version is not (1 or 2))
            problems["version"] = ["1 or 2."];
        if (order.Parallelism is < 1 or > ParallelismMax)
            problems["parallelism"] = [$"1 to {ParallelismMax}."];
        if (order.Notices.Count is 0 or > NoticesMax)
            problems["notices"] = [$"Give 1 to {NoticesMax} notices."];
        for (var i = 0; i < order.Notices.Count; i++)
        {
            if (NoticeProblem(order.Notices[i]) is { } problem)
                problems[$"notices[{i}]"] = [problem];
        }

        if (order.PspIds.Any(id => !IsPspId(id)))
            problems["pspIds"] = [PspProblem];
        return problems;
    }

    private const string PspProblem = "A PSP is named by 1 to 12 letters, digits and _, so that its flow ids stay within 35 characters.";

    private static string? NoticeProblem(NoticeToPay notice)
    {
        if (!NoticeNumber.TryParse(notice.NoticeNumber, out _, out var problem))
            return problem.ToString();
        if (notice.PspId is { } psp && !IsPspId(psp))
            return PspProblem;
        if (notice.Fault is { } fault && !Faults.All.Contains(fault))
            return $"The faults are {string.Join(", ", Faults.All)}.";
        return notice.AmountCents is < 1 or > 99_999_999_999 ? "The amount is between 0.01 and 999999999.99 euro." : null;
    }

    private static bool IsPspId(string id) =>
        id.Length is > 0 and <= PspIdLengthMax && id.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');
}
