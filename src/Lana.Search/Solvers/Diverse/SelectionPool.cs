namespace Lana.Solvers.Diverse;

/// <summary>Good selections found during earlier solutions: one of them may be the next solution.</summary>
internal sealed class SelectionPool
{
    private const int MaxCount = 4000;

    private readonly List<int[]> _selections = [];

    public void Add(SelectionModel model, int[] choice) =>
        _selections.Add([.. choice.Select((o, v) => model.Variables[v].Operations[o])]);

    /// <summary>Returns the best selection that keeps the rules; those that violate them are dropped, since rules are
    /// only added.</summary>
    public int[]? Best(SolveRequest request)
    {
        var model = request.Model;
        var kept = new List<(double Objective, int[] Selection, int[] Choice)>();
        foreach (var selection in _selections)
        {
            int[] choice =
                [.. selection.Select((operation, v) => Array.IndexOf(model.Variables[v].Operations, operation))];
            if (Array.TrueForAll(choice, o => o >= 0) && request.IsFeasible(choice))
            {
                kept.Add((model.Objective(choice), selection, choice));
            }
        }

        kept.Sort((x, y) => x.Objective.CompareTo(y.Objective));
        _selections.Clear();
        _selections.AddRange(kept.Take(MaxCount).Select(entry => entry.Selection));
        return kept.Count == 0 ? null : kept[0].Choice;
    }
}
