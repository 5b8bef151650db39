namespace Lana.Benchmarks.Supervision;

/// <summary>The report that the verb prints as its last line.</summary>
/// <param name="TrainingAccuracy">The teacher's top-1 on the training images.</param>
/// <param name="TestAccuracy">The teacher's top-1 on the test images.</param>
/// <param name="Rows">One row for each cut and length.</param>
/// <param name="LearningRates">The rates that were tried.</param>
/// <param name="Seeds">The number of seeds.</param>
/// <param name="TrainingImages">Images of an epoch, whose labels are not used.</param>
/// <param name="TestImages">Images of the test.</param>
/// <param name="Seconds">The duration in seconds.</param>
/// <param name="At">The time of the report.</param>
internal sealed record SupervisionReport(
    double TrainingAccuracy,
    double TestAccuracy,
    IReadOnlyList<SupervisionRow> Rows,
    IReadOnlyList<double> LearningRates,
    int Seeds,
    int TrainingImages,
    int TestImages,
    double Seconds,
    DateTimeOffset At);
