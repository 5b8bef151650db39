namespace Lana.Selection;

/// <summary>Which solver answers what the exact methods of this library do not answer by themselves.</summary>
public enum SelectionBackend
{
    /// <summary>Own exact methods first, then CP-SAT.</summary>
    Auto,

    /// <summary>CP-SAT of OR-Tools, always: exact on integers scaled so that rounding cannot matter.</summary>
    CpSat,

    /// <summary>HiGHS, always: a mixed-integer solver in doubles, within its tolerances.</summary>
    HiGHS,

    /// <summary>SCIP, always: a mixed-integer solver in doubles, within its tolerances.</summary>
    Scip,

    /// <summary>CBC, always: a mixed-integer solver in doubles, within its tolerances. It cannot be interrupted: a
    /// cancelled call returns when its current solution is found or the time limit is reached.</summary>
    Cbc,
}
