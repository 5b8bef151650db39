namespace Lana.Solvers;

/// <summary>Which solver answers what the exact methods of this library do not answer by themselves.</summary>
public enum SelectionBackend
{
    /// <summary>Own exact methods first, then CP-SAT.</summary>
    Auto,

    /// <summary>CP-SAT of OR-Tools, always: exact on integers scaled so that rounding cannot matter.</summary>
    CpSat,
}
