namespace Lana.Benchmarks.Latency;

/// <summary>The result for one requested budget.</summary>
/// <param name="Budget">The requested share of the teacher's latency.</param>
/// <param name="Measured">The measured share of the student; null if no student was found.</param>
/// <param name="Rounds">The number of selections that were measured.</param>
/// <param name="Seconds">The duration in seconds.</param>
/// <param name="Failure">The reason why there is no student; null if there is one.</param>
internal sealed record BudgetRow(double Budget, double? Measured, int Rounds, double Seconds, string? Failure)
{
    private const double MeasuringError = 0.01;

    public bool IsKept => Measured <= Budget * (1.0 + MeasuringError);

    public double? Use => Measured / Budget;
}
