namespace Lana.Profiling;

/// <summary>Checks the ranges that the attributes of <see cref="LatencyTableOptions"/> state.</summary>
[OptionsValidator]
internal sealed partial class LatencyTableOptionsValidator : IValidateOptions<LatencyTableOptions>;
