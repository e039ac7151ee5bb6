namespace PagoDigitale.Quickstart.MainJob;

/// <summary>How many, and how much in all.</summary>
public readonly record struct Sum(int Count, long Cents)
{
    public static Sum Of(IEnumerable<long> amounts)
    {
        var sum = default(Sum);
        foreach (var cents in amounts)
            sum = new Sum(sum.Count + 1, checked(sum.Cents + cents));
        return sum;
    }

    public static Sum operator +(Sum left, Sum right) => new(left.Count + right.Count, checked(left.Cents + right.Cents));

    public static Sum operator -(Sum left, Sum right) => new(left.Count - right.Count, checked(left.Cents - right.Cents));
}
