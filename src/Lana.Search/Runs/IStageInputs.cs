namespace Lana.Runs;

/// <summary>Inputs of a stage that are a part of another stage's inputs.</summary>
internal interface IStageInputs;
