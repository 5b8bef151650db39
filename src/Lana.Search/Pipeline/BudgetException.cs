namespace Lana.Pipeline;

/// <summary>No selection meets the budget on this device.</summary>
/// <param name="budgetMs">The budget in milliseconds.</param>
/// <param name="attainableMs">The smallest budget that can be met, in milliseconds, by prediction or
/// measurement.</param>
/// <param name="reason">The reason, as a part of the message.</param>
public sealed class BudgetException(double budgetMs, double attainableMs, string reason)
    : LanaException(FormattableString.Invariant(
        $"The budget of {budgetMs:0.####} ms cannot be met: {reason} The smallest attainable is {attainableMs:0.####} ms. ") +
        "Raise the budget, or add faster operations to the search space.")
{
    /// <summary>The budget in milliseconds.</summary>
    public double BudgetMs { get; } = budgetMs;

    /// <summary>The smallest budget that can be met, in milliseconds.</summary>
    public double AttainableMs { get; } = attainableMs;
}
