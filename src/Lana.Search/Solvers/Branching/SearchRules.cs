namespace Lana.Solvers.Branching;

/// <summary>Tracks the side rules while variables are assigned and released.</summary>
internal sealed class SearchRules
{
    private readonly SelectionModel _model;
    private readonly int[] _used;
    private readonly int[] _assigned;
    private int _distinct;

    public SearchRules(SelectionModel model)
    {
        _model = model;
        _used = new int[model.Operations.Length];
        _assigned = new int[model.Variables.Length];
        Array.Fill(_assigned, -1);
    }

    /// <summary>Assigns an option, and returns true if the rules can still be met.</summary>
    public bool Assign(int variable, int option)
    {
        var operation = _model.Variables[variable].Operations[option];
        _assigned[variable] = operation;
        _distinct += _used[operation]++ == 0 ? 1 : 0;
        return (_model.MaxDistinct is not { } count || _distinct <= count) && MeetsRuns(variable, operation);
    }

    public void Release(int variable, int option)
    {
        var operation = _model.Variables[variable].Operations[option];
        _assigned[variable] = -1;
        _distinct -= --_used[operation] == 0 ? 1 : 0;
    }

    private bool MeetsRuns(int variable, int operation) => Array.TrueForAll(_model.Runs, run => run.Operation != operation
        || Array.TrueForAll(_model.Variables[variable].Layers, i => RunThrough(i, operation) <= run.MaxLength));

    private int RunThrough(int layer, int operation)
    {
        var first = layer;
        while (first > 0 && _assigned[_model.VariableOfLayer[first - 1]] == operation)
        {
            first--;
        }

        var last = layer;
        while (last + 1 < _model.LayerCount && _assigned[_model.VariableOfLayer[last + 1]] == operation)
        {
            last++;
        }

        return last - first + 1;
    }
}
