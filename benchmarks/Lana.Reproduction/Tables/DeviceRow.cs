namespace Lana.Reproduction.Tables;

/// <summary>The selection for one device.</summary>
/// <param name="Device">The device.</param>
/// <param name="Objective">Its sum of scores.</param>
/// <param name="Shares">Its measured latency on each device, as a share of the teacher's on that device.</param>
/// <param name="Common">The number of layers in which it agrees with the selection of each device.</param>
/// <param name="Operations">The operation of each layer.</param>
internal sealed record DeviceRow(
    string Device,
    double Objective,
    IReadOnlyDictionary<string, double> Shares,
    IReadOnlyList<int> Common,
    IReadOnlyList<string> Operations)
{
    /// <summary>The latency when it was chosen, measured alone together with the teacher, as a share of it; null in
    /// results from before there was a closed loop.</summary>
    public double? Chosen { get; init; }

    /// <summary>The number of selections that were measured until then; also null in older results.</summary>
    public int? Rounds { get; init; }
}
