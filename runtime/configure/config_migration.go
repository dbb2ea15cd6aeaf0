package configure

// A Migration brings configurations of an older form to the one of today (ConfigMigration).
type Migration struct {
	Description     string // why it is made, for the readers of the code
	Transformations []Transformation
}
