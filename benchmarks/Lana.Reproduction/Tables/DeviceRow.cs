namespace Lana.Reproduction.Tables;

/// <summary>The selection for one device.</summary>
/// <param name="Device">Which.</param>
/// <param name="Objective">Its sum of scores.</param>
/// <param name="Shares">What it takes on each device, as a share of the teacher there, measured.</param>
/// <param name="Common">In how many layers it agrees with the selection of each device.</param>
/// <param name="Operations">The operation of each layer.</param>
internal sealed record DeviceRow(
    string Device,
    double Objective,
    IReadOnlyDictionary<string, double> Shares,
    IReadOnlyList<int> Common,
    IReadOnlyList<string> Operations)
{
    /// <summary>What it took when it was chosen, measured alone beside the teacher, as a share of it; null in results of
    /// before there was a closed loop.</summary>
    public double? Chosen { get; init; }

    /// <summary>Selections that were measured until then; null likewise.</summary>
    public int? Rounds { get; init; }
}
