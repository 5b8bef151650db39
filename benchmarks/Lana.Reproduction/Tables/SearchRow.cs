namespace Lana.Reproduction.Tables;

/// <summary>One search method.</summary>
/// <param name="Search">Its name.</param>
/// <param name="Seconds">The time inside the selector, over all rounds of the loop.</param>
/// <param name="Objective">The sum of scores of its best selection in the last round.</param>
/// <param name="Student">The resulting student.</param>
internal sealed record SearchRow(string Search, double Seconds, double Objective, StudentRow Student);
