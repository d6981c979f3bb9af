using Gatepost.Fuzz;

_ = EdgeMap.Own;

// What can be run, and how afl-fuzz drives it, stands in README.md beside this file.
return FuzzOptions.TryParse(args, out var options, out var problem) ? FuzzProgram.Run(options) : FuzzProgram.Refuse(problem);
