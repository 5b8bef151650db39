namespace Lana.Benchmarks.Sharding;

/// <summary>A number of workers on the units of a plan.</summary>
/// <param name="Images">The images of an epoch of pre-training.</param>
/// <param name="TeacherShare">The largest share of a unit that the teacher's passes may take.</param>
/// <param name="Units">The number of units.</param>
/// <param name="LongestHours">The longest of them.</param>
/// <param name="Workers">The number of workers.</param>
/// <param name="Hours">From the begin to the end of the last unit.</param>
/// <param name="Efficiency">What one process takes, by the workers and their hours.</param>
/// <param name="HoursWithFailures">The hours with failures.</param>
/// <param name="EfficiencyWithFailures">The efficiency with failures.</param>
/// <param name="Failures">How many workers failed.</param>
internal sealed record ShardingRow(
    int Images,
    double TeacherShare,
    int Units,
    double LongestHours,
    int Workers,
    double Hours,
    double Efficiency,
    double HoursWithFailures,
    double EfficiencyWithFailures,
    int Failures);
