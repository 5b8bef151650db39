namespace Lana.Benchmarks.Latency;

/// <summary>One budget that was asked for.</summary>
/// <param name="Budget">The share of the teacher's latency that was asked for.</param>
/// <param name="Measured">The share that the student took; null where no student was found.</param>
/// <param name="Rounds">How many selections were measured.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Failure">Why there is no student; null where there is one.</param>
internal sealed record BudgetRow(double Budget, double? Measured, int Rounds, double Seconds, string? Failure)
{
    private const double MeasuringError = 0.01;

    public bool IsKept => Measured <= Budget * (1.0 + MeasuringError);

    public double? Use => Measured / Budget;
}
