namespace Lana.Measurement;

/// <summary>The tolerances for measurements that count as undisturbed, with their reasons.</summary>
/// <remarks>Interference only adds time, so the undisturbed level is a low quantile of the measured times; a tolerance
/// is the factor above it that still counts as undisturbed.</remarks>
internal static class Interference
{
    // The quantile of many rounds or windows; the fastest of many is an outlier, and would change all times by a few percent.
    public const double UndisturbedShare = 0.1;

    // The quantile of a few runs: a quarter of them is undisturbed on any machine that is suitable for measurements.
    public const double UndisturbedQuarter = 0.25;

    // The reference model's own times vary by a few percent.
    public const double ReferenceTolerance = 1.08;

    // The teacher is disturbed in the shared cache, which the small reference model is not.
    public const double TeacherTolerance = 1.04;

    // Rounds are smoothed over five, so they vary less than single runs.
    public const double RoundTolerance = 1.05;

    // In slower windows of a table, large operations are slowed by another factor than small ones.
    public const double WindowTolerance = 1.1;

    // For a pass over a table, by the reference: since the factors of the windows correct it, it need not be as
    // undisturbed as a single run.
    public const double PassTolerance = 1.15;
}
